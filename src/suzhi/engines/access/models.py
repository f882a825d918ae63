"""Who may do what, where: roles are data (packs/roles.yaml), a grant gives one on a subtree for a time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from suzhi.engines.audit.api import history


@history()
class Grant(models.Model):
    """One role of one account on one unit and everything below it."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "role", "unit", "valid_from"], name="grant_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="grant_dates",
            ),
        ]


class Submission(models.Model):
    """A form that was carried out: by its key, what was said in it, and where it led."""

    account = models.BigIntegerField()
    key = models.CharField(max_length=64)
    body = models.CharField(max_length=64)
    result = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="submission_once")]
