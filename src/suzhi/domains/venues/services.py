"""Recording places. One call, one transaction, one act."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from suzhi.domains.venues import rules
from suzhi.domains.venues.models import Venue
from suzhi.engines.access.api import Actor, allow, note, service
from suzhi.engines.kinds.api import check_extra, process_code
from suzhi.engines.org.api import Unit
from suzhi.engines.workflow.api import (
    Workflow,
    advance,
    first_state,
    must_be_editable,
    next_key,
    settle,
    workflow,
)
from suzhi.kernel.errors import Refusal

FACTS = frozenset(
    {
        "kind",
        "name",
        "opened_on",
        "closed_on",
        "self_built",
        "area",
        "volumes",
        "longitude",
        "latitude",
        "extra",
    }
)


@service("venues.record", "登记阵地")
def record_venue(
    *,
    actor: Actor,
    unit: Unit,
    kind: str,
    name: str,
    opened_on: date,
    key: str = "",
    confirm: bool = False,
    acknowledged: Collection[str] = (),
    **facts: Any,
) -> Venue:
    """Enter a venue of a unit; ``facts``: closed_on, self_built, area, volumes, longitude, latitude, extra."""
    allow(actor, "records.record", unit)
    if strangers := set(facts) - FACTS:
        raise TypeError(f"not facts of a venue: {sorted(strangers)}")
    found = rules.check_kind(kind)
    venue = Venue(unit=unit, kind=kind, name=name, opened_on=opened_on, recorded_by=actor.account, **facts)
    venue.state = first_state(workflow(found.workflow))
    venue.extra = check_extra(found, venue.extra)
    rules.check(venue)
    settle(rules.twin_doubts(venue), acknowledged)
    venue.key = _free_key(key) if key.strip() else next_key(Venue, "ZD")
    venue.save(force_insert=True)
    if confirm:
        _step(actor, venue, "confirm")
    return venue


@service("venues.change", "更正阵地")
def change_venue(*, actor: Actor, venue: Venue, acknowledged: Collection[str] = (), **facts: Any) -> Venue:
    """Correct a venue; what it was stays in its history."""
    venue = locked(venue)
    if strangers := set(facts) - FACTS:
        raise TypeError(f"not facts of a venue: {sorted(strangers)}")
    state = must_be_editable(actor, process_of(venue), venue)
    before = {field: getattr(venue, field) for field in facts}
    for field, value in facts.items():
        setattr(venue, field, value)
    venue.extra = check_extra(rules.check_kind(venue.kind), venue.extra)
    rules.check(venue)
    if "counted" in state.flags:
        rules.check_opened(venue)
    settle(rules.twin_doubts(venue), acknowledged)
    venue.save(update_fields=[*facts, "name"])
    note(fields=sorted(field for field in facts if before[field] != getattr(venue, field)))
    return venue


@service("venues.close", "停用阵地")
def close_venue(*, actor: Actor, venue: Venue, on: date) -> Venue:
    """The venue's last day in operation."""
    venue = locked(venue)
    allow(actor, "records.confirm", venue)
    venue.closed_on = on
    rules.check(venue)
    venue.save(update_fields=["closed_on"])
    return venue


@service("venues.step", "办理阵地")
def step_venue(*, actor: Actor, venue: Venue, step: str, reason: str = "") -> Venue:
    """Confirm, return with a reason, review or verify."""
    venue = locked(venue)
    _step(actor, venue, step, reason)
    note(step=step, reason=reason)
    return venue


@service("venues.delete", "删除阵地草稿")
def delete_venue(*, actor: Actor, venue: Venue) -> None:
    """Throw away a record that never counted."""
    venue = locked(venue)
    allow(actor, "records.record", venue)
    state = process_of(venue).state(venue.state)
    if "open" not in state.flags:
        raise Refusal("venues.delete", _("“%s”的阵地不能删除。") % state.label, _("请改用“停用”或“退回”。"))
    note(key=venue.key, unit_id=venue.unit_id)
    venue.delete()


def process_of(venue: Venue) -> Workflow:
    """The workflow that its kind names."""
    return workflow(process_code(venue.kind))


def locked(venue: Venue) -> Venue:
    """The row as it is now, held until the transaction ends."""
    return Venue.objects.select_for_update(of=("self",)).select_related("unit").get(pk=venue.pk)


def _free_key(key: str) -> str:
    key = key.strip()
    if " " in key or len(key) > 32 or Venue.objects.filter(key=key).exists():
        raise Refusal(
            "venues.key", _("阵地编号“%s”不能用或已有。") % key, _("请核对编号，或留空由系统编号。")
        )
    return key


def _step(actor: Actor, venue: Venue, step: str, reason: str = "") -> None:
    process = process_of(venue)
    advance(actor, process, venue, step, reason)
    if "counted" in process.state(venue.state).flags:
        rules.check_opened(venue)
    venue.save(update_fields=["state", "return_reason"])
