"""Taking a step: the same for every stated record, so that no domain has its own idea of a process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, allow, done_already, refusal_for
from suzhi.engines.workflow.registry import State, Transition, Workflow
from suzhi.kernel.errors import Denied, Refusal

if TYPE_CHECKING:
    from suzhi.engines.workflow.mixins import Recorded

REASON_LIMIT = 300


class Barred(str):
    """Why not, where the reader's role does not go so far: pages offer nothing and explain nothing."""

    by_role = True


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as a button shows it: ``refused`` holds why it cannot be taken, or nothing."""

    step: Transition
    refused: str


def offers(actor: Actor, process: Workflow, record: Recorded) -> list[Offer]:
    """The steps of the process for this record, in the pack's order, with the reason where one is refused.

    Of steps with one name only the one that starts here is offered; what takes back only where it starts.
    """
    steps = process.transitions.values()
    here = {step.name for step in steps if record.state in step.sources}
    why = cache(lambda permission: refusal_for(actor, permission, record))
    return [
        Offer(step, _why_not(process, record, step, why))
        for step in steps
        if record.state in step.sources or not (step.back or step.name in here)
        if not (step.unless and why(step.unless) is None)
    ]


def _why_not(
    process: Workflow, record: Recorded, step: Transition, why: Callable[[str], Refusal | None]
) -> str:
    if record.state not in step.sources:
        sources = _("、").join(state.label for code, state in process.states.items() if code in step.sources)
        return _("“%(now)s”状态下不能%(step)s；须为：%(sources)s。") % {
            "now": process.state(record.state).label,
            "step": step.label,
            "sources": sources,
        }
    refusal = why(step.permission)
    return refusal.message if refusal else ""


def advance(actor: Actor, process: Workflow, record: Recorded, code: str, reason: str = "") -> Transition:
    """Check authority, state and reason, and put the record into the step's target; the caller saves."""
    try:
        step = process.step(code, record.state)
    except Refusal:
        # The state is told to whoever may see the record.
        allow(actor, "records.view", record)
        known = process.transitions.get(code)
        if known and known.target == record.state:
            given = {"state": process.state(record.state).label, "step": known.label}
            raise done_already(record, _("已经是“%(state)s”，没有再办一次“%(step)s”。") % given) from None
        raise
    allow(actor, step.permission, record)
    reason = reason.strip()
    if step.reason and not reason:
        raise Refusal(
            "workflow.reason", _("“%s”须写明理由。") % step.label, _("请写一句让填报人知道怎么改的话。")
        )
    if len(reason) > REASON_LIMIT:
        raise Refusal("workflow.reason_long", _("理由超过 %s 字。") % REASON_LIMIT, _("请写得短一些。"))
    record.state = step.target
    record.return_reason = reason if step.reason else ""
    return step


def must_be_editable(actor: Actor, process: Workflow, record: Recorded) -> State:
    """Whether the record may be changed now, and by this actor.

    What already counts, and what was handed in, needs the right to confirm.
    """
    state = process.state(record.state)
    if "editable" not in state.flags:
        allow(actor, "records.view", record)
        raise Refusal(
            "workflow.locked",
            _("“%s”的记录不能直接修改。") % state.label,
            _("请先由审核人退回，改好后再确认。"),
        )
    allow(actor, "records.confirm" if "counted" in state.flags else "records.record", record)
    if "handed" in state.flags and refusal_for(actor, "records.confirm", record):
        raise Refusal(
            "workflow.handed",
            _("“%s”的记录正等待确认，不能修改。") % state.label,
            _("要修改，请先撤回报送。"),
        )
    return state


def change_refused(actor: Actor, process: Workflow, record: Recorded) -> str:
    """Why the record may not be changed now by this actor; empty when it may."""
    try:
        must_be_editable(actor, process, record)
    except Refusal as refusal:
        return Barred(refusal.message) if isinstance(refusal, Denied) else refusal.message
    return ""


def first_state(process: Workflow) -> str:
    """Where a new record of this process starts."""
    return next(iter(process.states))
