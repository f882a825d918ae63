"""Workbooks that came in: what they held, what was done with them, and how to take it back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Import(models.Model):
    """One workbook brought in by one person."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default="checked")
    result = models.JSONField(default=dict)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
