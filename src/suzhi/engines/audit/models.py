"""Who did what when: the chain of acts, and the feed of changed facts."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Act(models.Model):
    """One act of one person or of the system. Each row's hash covers the row before it."""

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=80)
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_label = models.CharField(max_length=200, blank=True)
    unit_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    context = models.UUIDField(null=True, help_text="of the history rows and notes that the act caused")
    notes_to = models.BigIntegerField(null=True, help_text="the last of its notes")
    notes = models.CharField(
        max_length=64, blank=True, default="", help_text="digest of its notes up to there"
    )
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    mark = models.CharField(
        max_length=64, blank=True, default="", help_text="digest with the installation's key"
    )

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["unit_id", "-id"]),
            models.Index(fields=["verb"]),
            models.Index(fields=["context"], condition=models.Q(context__isnull=False), name="act_context"),
        ]


class Change(models.Model):
    """Rows of a fact table that changed and are not yet in the figures. Written by triggers only."""

    relation = models.CharField(max_length=63)
    keys = ArrayField(models.BigIntegerField(), null=True, help_text="null: so many that all are meant")
    at = models.DateTimeField(db_default=Now())


class Note(models.Model):
    """Which rows of a table of facts one statement put in, changed or took out, and in whose call.

    Written by triggers only. An act binds the notes of its call by a digest, so that a row that no act stands behind,
    or a call made up afterwards, is seen.
    """

    relation = models.CharField(max_length=63)
    op = models.CharField(max_length=1, help_text="I, U or D")
    keys = models.TextField(help_text="a multirange of ids, as PostgreSQL writes it")
    prints = models.TextField(
        db_default="", help_text="id=hash of each row as it became; empty for very many"
    )
    context = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["context"], name="note_context")]


class SealedChunk(models.Model):
    """Short hashes of the rows of one stretch of ids, as they stood at the last seal.

    ``hashes``: for each row two bytes of position in the stretch and eight of hash. The digests of a table's
    chunks together are in the seal's act, so this table cannot be altered unseen either.
    """

    relation = models.CharField(max_length=63)
    chunk = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    hashes = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["relation", "chunk"], name="sealed_chunk_once")]
