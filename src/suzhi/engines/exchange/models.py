"""Workbooks that came in: what they held, what was done with them, and how to take it back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """How far an import has come."""

    WAITING = "waiting", "等待检查"
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


class JobKind(models.TextChoices):
    """What goes on after the answer was given."""

    CHECK = "check", "检查"
    WRITE = "write", "写入"
    UNDO = "undo", "撤销"
    EXPORT = "export", "导出"


class JobState(models.TextChoices):
    """How far it has come. A job whose process was killed stays ``running`` and no longer beats."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"


class Job(models.Model):
    """Work on a large workbook, done by the jobs worker. An export's file lies under its number."""

    kind = models.CharField(max_length=8, choices=JobKind.choices)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.QUEUED)
    import_ref = models.ForeignKey(Import, models.CASCADE, null=True, related_name="jobs")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    wanted = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    stage = models.CharField(max_length=60, default="")
    rows = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    beat_at = models.DateTimeField(db_default=Now())
