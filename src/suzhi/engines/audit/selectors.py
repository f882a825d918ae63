"""Reading the acts, and the story of one record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import QuerySet

from suzhi.engines.audit.models import Act
from suzhi.kernel.clock import BEIJING

_SILENT = {"pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context", "id", "created_at"}


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a record's story: an act, or a change of its row. ``changes``: field, before, after."""

    at: datetime
    who: str
    verb: str
    detail: dict[str, Any]
    changes: tuple[tuple[str, str, str], ...] = ()


def filtered(
    acts: QuerySet[Act], verb: str = "", who: str = "", first: date | None = None, last: date | None = None
) -> QuerySet[Act]:
    """Narrow acts by what, who and when (days in Beijing, both included); latest first."""
    if verb:
        acts = acts.filter(verb=verb)
    if who.strip():
        acts = acts.filter(actor_name__icontains=who.strip())
    if first:
        acts = acts.filter(at__gte=datetime.combine(first, datetime.min.time(), BEIJING))
    if last:
        acts = acts.filter(at__lt=datetime.combine(last + timedelta(days=1), datetime.min.time(), BEIJING))
    return acts.order_by("-id")


def story(record: models.Model, limit: int = 100) -> list[Moment]:
    """What happened to a record the caller may see: its acts and its changes, latest first."""
    acts = Act.objects.filter(subject_type=record._meta.label_lower, subject_id=record.pk).order_by("-id")[
        :limit
    ]
    told = [Moment(act.at, act.actor_name, act.verb, act.detail) for act in acts]
    told += _changes(record, limit)
    return sorted(told, key=lambda moment: moment.at, reverse=True)[:limit]


def _changes(record: models.Model, limit: int) -> list[Moment]:
    """The history keeps each row as it was before the change; what came after is in the next row."""
    if not hasattr(record, "events"):
        return []
    told, after = [], record
    for event in record.events.select_related("pgh_context").order_by("-pgh_id")[:limit]:
        about = event.pgh_context.metadata if event.pgh_context else {}
        if changes := _differences(event, after):
            told.append(
                Moment(event.pgh_created_at, about.get("name", ""), about.get("verb", ""), {}, changes)
            )
        after = event
    return told


def _differences(before: models.Model, after: models.Model) -> tuple[tuple[str, str, str], ...]:
    found = []
    for field in before._meta.concrete_fields:
        if field.name in _SILENT or isinstance(field, models.BinaryField) or field.name.endswith("_hash"):
            continue
        old, new = getattr(before, field.attname), getattr(after, field.attname, None)
        if old != new:
            found.append((field.name, _written(old), _written(new)))
    return tuple(found)


def _written(value: Any) -> str:
    return "" if value is None else str(value)
