"""Evidence: a file is stored once, by its hash, and linked to as many records as it proves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from suzhi.engines.audit.api import history


@history()
class Evidence(models.Model):
    """A stored file. Its bytes lie under EVIDENCE_ROOT/<first two of sha256>/<sha256>."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    mime = models.CharField(max_length=100)
    size = models.BigIntegerField()
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "unit"], name="evidence_once")]


@history()
class EvidenceLink(models.Model):
    """This file stands behind that record."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="links")
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "subject_type", "subject_id"], name="evidence_link_once"
            )
        ]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
