"""What every stated record carries: its state, who recorded it and from where it came."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Recorded(models.Model):
    """A record with a state from packs/workflows.yaml. Code asks for flags of the state, never for its name."""

    # The process of its rows, for what looks at all of them.
    process: ClassVar[str] = "record"

    state = models.CharField(max_length=12, db_default="draft")
    return_reason = models.CharField(max_length=300, blank=True, db_default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    imported = models.ForeignKey("exchange.Import", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
