"""The states of all processes as rows, so that the database itself holds a record's state and rank together."""

from __future__ import annotations

from django.db import models


class Standing(models.Model):
    """How far a record of this process has come in this state. The truth is packs/workflows.yaml."""

    process = models.CharField(max_length=40)
    state = models.CharField(max_length=12)
    rank = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "state"], name="standing_once"),
            # What the foreign keys of records refer to.
            models.UniqueConstraint(fields=["process", "state", "rank"], name="standing_whole"),
        ]
