"""Workbooks that came in: what they held, what was done with them, and how to take it back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """How far an import has come."""

    CHECKED = "checked", _("已检查")
    REFUSED = "refused", _("被退回")
    CONFIRMED = "confirmed", _("已写入")
    UNDONE = "undone", _("已撤销")


class Import(models.Model):
    """One workbook brought in by one person. Its file is kept until it is written (storage.py)."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=ImportState.choices, default=ImportState.CHECKED)
    skip_bad = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Added(models.Model):
    """Rows of one table that an import added: all ids from first to last."""

    import_ref = models.ForeignKey(Import, models.CASCADE, related_name="added")
    relation = models.CharField(max_length=63)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()


class Before(models.Model):
    """What a row was before an import changed it (the changed columns only) or removed it (the whole row)."""

    import_ref = models.ForeignKey(Import, models.CASCADE, related_name="before")
    relation = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    values = models.JSONField()
    removed = models.BooleanField(default=False)
