"""Writing records of any family: five plain acts. A package's own ``services.py`` stands beside them, not above."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, allow, done_already, note, service
from suzhi.engines.kinds.api import check_extra
from suzhi.engines.kinds.api import kind as kind_of
from suzhi.engines.records.entering.checking import check, clean, empty, free_key, unit_of
from suzhi.engines.records.family import Family, Span
from suzhi.engines.records.models import Record
from suzhi.engines.records.selectors import with_references
from suzhi.engines.workflow.api import advance, first_state, must_be_editable, next_key
from suzhi.kernel.errors import Refusal

# What says which record it is does not change afterwards.
_FIXED = frozenset({"unit", "person", "key"})


@service("*.record", "登记")
def record(
    *,
    actor: Actor,
    family: Family,
    confirm: bool = False,
    acknowledged: Collection[str] = (),
    **facts: Any,
) -> Any:
    """Enter a record: a draft, or confirmed at once by who may."""
    _known(family, facts)
    key = facts.pop("key", "")
    row = family.model(recorded_by=actor.account, **{**empty(family), **clean(family, facts)})  # type: ignore[misc]
    allow(actor, "records.record", unit_of(family, row))
    if family.person:
        allow(actor, "people.view", getattr(row, family.person))
    _extra(family, row)
    check(family, row, acknowledged=acknowledged)
    row.state = first_state(family.process_of(row))  # type: ignore[attr-defined]
    if "key" in family.facts:
        row.key = free_key(family, key) if key.strip() else next_key(family.model, family.prefix)  # type: ignore[attr-defined]
    row.save(force_insert=True)
    step = family.process_of(row).at_once if confirm else None
    if step:
        _step(actor, family, row, step.code)
    return _done(actor, family, row, "record")


@service("*.change", "更正")
def change(
    *, actor: Actor, family: Family, row: Record, acknowledged: Collection[str] = (), **facts: Any
) -> Any:
    """Correct a record; what it was stays in its history."""
    _known(family, facts)
    row = locked(family, row)
    state = must_be_editable(actor, family.process_of(row), row)
    facts = clean(family, facts)
    if fixed := sorted(set(facts) & _FIXED):
        raise TypeError(f"these say which record it is: {fixed}")
    before = {name: getattr(row, name) for name in facts}
    for name, value in facts.items():
        setattr(row, name, value)
    _extra(family, row)
    check(family, row, counted="counted" in state.flags, acknowledged=acknowledged)
    row.save(update_fields={*facts} | ({"extra"} if "kind" in facts else set()))
    note(fields=sorted(name for name in facts if before[name] != getattr(row, name)))
    return _done(actor, family, row, "change")


@service("*.close", "结束")
def close(*, actor: Actor, family: Family, row: Record, on: date) -> Any:
    """The last day on which it is in force."""
    row = locked(family, row)
    allow(actor, "records.confirm", row)
    assert isinstance(family.time, Span)
    if getattr(row, family.time.last) == on:
        raise done_already(row, _("这一天已经登记为最后一天，没有再办。"))
    setattr(row, family.time.last, on)
    check(family, row, doubts=False)
    row.save(update_fields=[family.time.last])
    note(fields=[family.time.last])
    return _done(actor, family, row, "close")


@service("*.step", "办理")
def step(*, actor: Actor, family: Family, row: Record, step: str, reason: str = "") -> Any:
    """Confirm, return with a reason, review or verify."""
    row = locked(family, row)
    _step(actor, family, row, step, reason)
    note(step=step, reason=reason)
    return _done(actor, family, row, "step")


@service("*.delete", "删除草稿")
def delete(*, actor: Actor, family: Family, row: Record) -> None:
    """Throw away a record that never counted."""
    row = locked(family, row)
    allow(actor, "records.record", row)
    state = family.process_of(row).state(row.state)
    if "open" not in state.flags:
        given = {"state": state.label, "name": family.name}
        raise Refusal(
            f"{family.code}.delete", _("“%(state)s”的%(name)s不能删除。") % given, _("请改用“停用”或“退回”。")
        )
    note(key=getattr(row, "key", row.pk), unit_id=unit_of(family, row))
    _done(actor, family, row, "delete")
    row.delete()


def locked(family: Family, row: Record) -> Any:
    """The row as it is now, held until the transaction ends."""
    return with_references(family).select_for_update(of=("self",)).get(pk=row.pk)


def _known(family: Family, facts: dict[str, Any]) -> None:
    if strangers := set(facts) - set(family.facts) - {"extra"}:
        raise TypeError(f"not facts of {family.code}: {sorted(strangers)}")


def _extra(family: Family, row: Any) -> None:
    """The values of the kind's own fields, as they are kept."""
    if not family.kinds:
        return
    found = kind_of(row.kind)
    if found.family == family.kinds:
        row.extra = check_extra(found, row.extra)


def _step(actor: Actor, family: Family, row: Any, code: str, reason: str = "") -> None:
    process = family.process_of(row)
    advance(actor, process, row, code, reason)
    if "counted" in process.state(row.state).flags:
        check(family, row, counted=True, only_counted=True)
    row.save(update_fields=["state", "rank", "return_reason"])


def _done(actor: Actor, family: Family, row: Any, act: str) -> Any:
    if family.after:
        family.after(actor, row, act)
    return row
