"""A record's history: the acts on it, and what each changed, read from the row history that triggers keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, can, scope, verbs
from suzhi.engines.audit.api import Act
from suzhi.engines.files.api import Evidence
from suzhi.ui.api import Happening, day

MOST = 100
Names = Mapping[str, tuple[str, Callable[[Any], str]]]


def timeline(record: Model, names: Names, reader: Actor | None = None) -> list[Happening]:
    """Newest first. ``names``: field -> (label, how its value is written); other fields are not shown.

    To a ``reader`` who may see the import that brought the record, its line leads there.
    """
    acts = list(
        Act.objects.filter(subject_type=record._meta.label_lower, subject_id=record.pk).order_by("-id")[:MOST]
    )
    changes = _changes(record, names)
    # The oldest first: an act takes what its own call changed, and leaves what came later to later acts.
    files = _files(acts, reader)
    happenings = [_from_act(act, changes, files) for act in reversed(acts)]
    happenings += [_from_change(change) for change in changes if not change["told"]]
    # An import writes one act for all its rows, so the record itself must tell where it came from.
    if getattr(record, "created_at", None) and (not acts or getattr(record, "imported_id", None)):
        happenings.append(_beginning(record, reader))
    return sorted(happenings, key=lambda one: one.when, reverse=True)


def write(value: Any) -> str:
    """A value as a person reads it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return day(value) if isinstance(value, date) else str(value)


def _changes(record: Model, names: Names) -> list[dict[str, Any]]:
    """One entry a history row: what the next row (or the present one) has different."""
    model = apps.get_model(record._meta.app_label, f"{record._meta.object_name}Event")
    rows = list(
        model.objects.filter(pgh_obj_id=record.pk).select_related("pgh_context").order_by("-pgh_id")[:MOST]
    )
    found: list[dict[str, Any]] = []
    after: Any = record
    for row in rows:
        context = row.pgh_context.metadata if row.pgh_context else {}
        differing = tuple(
            (str(name), say(getattr(row, field)), say(getattr(after, field)))
            for field, (name, say) in names.items()
            if getattr(row, field) != getattr(after, field)
        )
        found.append(
            {
                "at": row.pgh_created_at,
                "call": row.pgh_context_id,
                "context": context,
                "changes": differing,
                "told": False,
            }
        )
        after = row
    return found


def _files(acts: list[Act], reader: Actor | None) -> dict[int, str]:
    """The names of the evidence that acts speak of, as far as the reader may see it."""
    spoken = {act.detail["evidence"] for act in acts if "evidence" in act.detail}
    if not spoken or reader is None:
        return {}
    return dict(
        scope(reader, "evidence.view", Evidence.objects.filter(pk__in=spoken)).values_list("pk", "name")
    )


def _from_act(act: Act, changes: list[dict[str, Any]], files: Mapping[int, str]) -> Happening:
    mine: list[tuple[str, str, str]] = []
    for change in reversed(changes):
        if act.context is not None and change["call"] == act.context and not change["told"]:
            change["told"] = True
            mine[:0] = change["changes"]
    detail = str(act.detail.get("reason", "")) or files.get(act.detail.get("evidence", 0), "")
    return Happening(
        when=act.at,
        who=act.actor_name,
        what=_(verbs.get(act.verb, act.verb)),
        detail=detail,
        changes=tuple(mine),
    )


def _from_change(change: dict[str, Any]) -> Happening:
    context = change["context"]
    what = _(verbs.get(context.get("verb", ""), context.get("verb", "")) or "更改")
    return Happening(
        when=change["at"], who=context.get("name", "") or _("系统"), what=what, changes=change["changes"]
    )


def _beginning(record: Any, reader: Actor | None) -> Happening:
    when: datetime = record.created_at
    if getattr(record, "imported_id", None):
        brought = record.imported
        seen = reader is not None and can(reader, "import.run", brought)
        return Happening(
            when=when,
            who=str(brought.actor) if brought.actor_id else _("系统"),
            what=_("由导入 %s 登记") % brought.pk,
            detail=brought.name if seen else "",
            href=reverse("exchange:import", args=[brought.pk]) if seen else "",
        )
    who = str(record.recorded_by) if getattr(record, "recorded_by_id", None) else _("系统")
    return Happening(when=when, who=who, what=_("登记"))
