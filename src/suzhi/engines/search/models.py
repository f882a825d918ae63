"""One search table: what can be found, cut into character pairs so that two-character words match."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Entry(models.Model):
    """A findable record: its type, id, owner unit and text."""

    subject_type = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    unit_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    pairs = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_type", "subject_id"], name="search_once")]
        indexes = [GinIndex(fields=["pairs"])]
