"""A report that was given out: its file, and the guards that keep what was issued as it was."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from suzhi.engines.metrics.api import Issue


def _kept() -> list[pgtrigger.Trigger]:
    """No path changes or deletes a row, not even one that goes past the services."""
    return [pgtrigger.Protect(name="kept_as_issued", operation=pgtrigger.Update | pgtrigger.Delete)]


class Report(models.Model):
    """The document of an issue. Its bytes lie under EVIDENCE_ROOT/reports/<sha256>.docx."""

    issue = models.OneToOneField(Issue, models.PROTECT, related_name="report")
    number = models.CharField(max_length=60, blank=True, help_text="the document's number; empty: a draft")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = _kept()
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="report_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class KeptIssue(Issue):
    """Issues, guarded. (Issued values are guarded where the audit guards its own.)"""

    class Meta:
        proxy = True
        triggers = _kept()
