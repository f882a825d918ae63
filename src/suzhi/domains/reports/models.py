"""A report on its way, and one that was given out: its file, and the guards that keep what was issued as it was."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from suzhi.engines.audit.api import history
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


@history()
class ReportDraft(models.Model):
    """What people write for the report of a unit's year, until somebody lets it out. One at a time.

    ``state`` follows the process "report" of packs/workflows.yaml. Figures are not in it: they are read when the
    document is looked at, and frozen when it is issued.
    """

    @classmethod
    def processes(cls) -> list[str]:
        """The one process that drafts follow."""
        return ["report"]

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="+")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    number = models.CharField(max_length=60, blank=True)
    addressees = models.CharField(max_length=300, blank=True)
    copies_to = models.CharField(max_length=300, blank=True)
    upward = models.BooleanField(default=True, help_text="goes to a higher unit: says who signed")
    practices = models.TextField(blank=True)
    problems = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    state = models.CharField(max_length=12, db_default="draft")
    return_reason = models.CharField(max_length=300, blank=True, db_default="")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    issue = models.OneToOneField(Issue, models.PROTECT, null=True, related_name="draft")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "unit", "year"],
                condition=models.Q(issue__isnull=True),
                name="report_draft_once",
            )
        ]

    @property
    def title(self) -> str:
        """What the document will be called."""
        return title_of(self.unit.name, self.year)

    def __str__(self) -> str:
        return self.title


def title_of(unit_name: str, year: int) -> str:
    """The title of an annual report; written in Chinese, whatever language the page has."""
    return f"{unit_name}关于{year}年职工素质建设工程实施情况的报告"


class KeptIssue(Issue):
    """Issues, guarded. (Issued values are guarded where the audit guards its own.)"""

    class Meta:
        proxy = True
        triggers = _kept()
