"""What waits for whom: read from the steps that a role may take and the states that records are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import Min, Model, QuerySet
from django.urls import reverse

from suzhi.engines.access.api import Actor, Place, all_places, scope
from suzhi.engines.workflow.api import State, Transition, Workflow, workflow

# Beyond this many it does not matter how many there are.
MOST = 1000


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many records of one sort in one state, the step that is asked for, and the list that shows them."""

    place: Place
    state: State
    step: Transition
    count: int
    since: datetime | None
    href: str

    @property
    def many(self) -> str:
        """The count as people read it."""
        return f"{self.count}" if self.count <= MOST else f"{MOST}+"


def begins_with_waiting(actor: Actor) -> bool:
    """Who records for a unit starts with what waits there; the plan is one press away."""
    return bool(actor.roots("records.record")) and not actor.roots("plan.allocate")


def waiting_for(actor: Actor) -> list[Waiting]:
    """Everything, in the order of the menu and of the process; one question a sort of record and state."""
    found = []
    for place in all_places():
        model = apps.get_model(place.model)
        if not place.listing or not hasattr(model, "processes"):
            continue
        for process in map(workflow, model.processes()):
            found += _in_process(actor, place, model, process)
    return found


def _in_process(actor: Actor, place: Place, model: type[Model], process: Workflow) -> list[Waiting]:
    """The records that stand in this process."""
    found, rows = [], model._default_manager.all()
    if len(model.processes()) > 1:  # type: ignore[attr-defined]
        rows = rows.filter(process=process.code)
    for state in process.states.values():
        step = _asked_of(actor, process, state)
        one = step and _count(actor, place, rows, state, step)
        if one:
            found.append(one)
    return found


def _asked_of(actor: Actor, process: Workflow, state: State) -> Transition | None:
    """The step forward from this state that is this actor's to take."""
    steps = [step for step in process.steps_from(state.code) if not step.back and not step.reason]
    mine = (step for step in steps if actor.roots(step.permission))
    return next((step for step in mine if not (step.unless and actor.roots(step.unless))), None)


def _count(
    actor: Actor, place: Place, within: QuerySet[Any], state: State, step: Transition
) -> Waiting | None:
    rows = scope(actor, step.permission, within.filter(state=state.code))
    count = rows.order_by().values("pk")[: MOST + 1].count()
    if not count:
        return None
    since: Any = rows.aggregate(first=Min("created_at"))["first"] if count <= MOST else None
    return Waiting(
        place, state, step, count, since, f"{reverse(place.listing)}?{urlencode({'state': state.code})}"
    )
