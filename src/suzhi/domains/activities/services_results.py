"""How participants did: role, hours, score and result, one by one or for a whole roster."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from suzhi.domains.activities import rules
from suzhi.domains.activities.models import Activity, Participation
from suzhi.domains.activities.services import locked, process_of
from suzhi.engines.access.api import Actor, note, service
from suzhi.engines.workflow.api import Doubt, last_change, meanwhile, must_be_editable, settle, turned, write

FACTS = frozenset({"role", "hours", "score", "result"})
# Facts by the id of their participation.
Facts = Mapping[int, Mapping[str, Any]]


@service("activities.change_participant", "更正参加情况")
def change_participant(*, actor: Actor, participation: Participation, **facts: Any) -> Activity:
    """Role, hours, score or result of one participant."""
    activity = _editable(actor, participation.activity)
    _check(facts)
    Participation.objects.filter(pk=participation.pk).update(**facts)
    note(participation=participation.pk, fields=sorted(facts))
    return activity


@service("activities.record_results", "登记成绩")
def record_results(
    *,
    actor: Actor,
    activity: Activity,
    changes: Facts,
    seen: Facts | None = None,
    acknowledged: Collection[str] = (),
) -> Activity:
    """The same for many of a roster at once, all or none; who is not on the roster any more is passed over.

    ``seen``: what stood there when the changes were written down. What somebody else changed since is a doubt.
    """
    activity = _editable(actor, activity)
    for facts in changes.values():
        _check(facts)
    rows = list(activity.participations.select_related("person").filter(pk__in=list(changes)))
    settle(_changed_since(actor, rows, changes, seen or {}), acknowledged)
    for row in rows:
        for field, value in changes[row.pk].items():
            setattr(row, field, value)
    fields = sorted({field for facts in changes.values() for field in facts})
    if rows:
        Participation.objects.bulk_update(rows, fields)
    note(people=len(rows), fields=fields)
    return activity


def _editable(actor: Actor, activity: Activity) -> Activity:
    activity = locked(activity)
    must_be_editable(actor, process_of(activity), activity)
    return activity


def _check(facts: Mapping[str, Any]) -> None:
    if strangers := set(facts) - FACTS:
        raise TypeError(f"not facts of a participation: {sorted(strangers)}")
    rules.check_result(facts)


def _changed_since(
    actor: Actor, rows: Collection[Participation], changes: Facts, seen: Facts
) -> Iterator[Doubt]:
    """Of the facts that are to be changed, those that are not what was seen and not what they are to become."""
    labels = {"role": _("角色"), "hours": _("学时"), "score": _("成绩"), "result": _("结果")}
    told: list[tuple[Participation, str]] = [
        (row, field)
        for row in rows
        for field, was in seen.get(row.pk, {}).items()
        if getattr(row, field) not in (was, changes[row.pk].get(field, was))
    ]
    if told:
        parts = [
            f"{row.person.name} "
            + turned(labels[field], write(seen[row.pk][field]), write(getattr(row, field)))
            for row, field in told
        ]
        now = "|".join(f"{row.pk} {field} {getattr(row, field)}" for row, field in told)
        last = last_change(Participation, [row.pk for row, _field in told])
        yield meanwhile(actor, last, parts, sha256(now.encode()).hexdigest()[:12])
