"""Changing the tree. Every event is dated; the closure is rebuilt in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, allow, note, service
from suzhi.engines.org import rules, signals
from suzhi.engines.org.closure import rebuild_closure
from suzhi.engines.org.models import Line, Unit
from suzhi.kernel.dates import EVER, FOREVER, day_after
from suzhi.kernel.errors import Refusal


@service("org.create_unit", "新建单位")
def create_unit(
    *,
    actor: Actor,
    parent: Unit,
    code: str,
    name: str,
    type: str,
    area_code: str = "",
    uscc: str = "",
    founded_on: date | None = None,
) -> Unit:
    """Enter a unit under its parent."""
    allow(actor, "units.manage", parent)
    rules.check_life(founded_on, None)
    unit = Unit.objects.create(
        code=rules.check_code(code),
        name=rules.check_name(name),
        type=rules.check_type(type),
        area_code=area_code,
        uscc=uscc,
        founded_on=founded_on,
    )
    Line.objects.create(unit=unit, parent=parent, reason=_("建立"))
    rebuild_closure()
    return unit


@service("org.change_unit", "更正单位")
def change_unit(*, actor: Actor, unit: Unit, **facts: Any) -> Unit:
    """Correct what is known of a unit: name, type, area_code, uscc, founded_on. Its code never changes."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    allow(actor, "units.manage", unit)
    for field, value in rules.check_facts(facts).items():
        setattr(unit, field, value)
    rules.check_life(unit.founded_on, unit.closed_on)
    unit.save(update_fields=list(facts))
    return unit


@service("org.move_unit", "调整上级")
def move_unit(*, actor: Actor, unit: Unit, parent: Unit, on: date, reason: str) -> Unit:
    """From that day the unit reports to another parent; what happened before stays where it was."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    allow(actor, "units.manage", unit)
    allow(actor, "units.manage", parent)
    rules.check_event(unit, on)
    if parent.closed_on:
        raise Refusal(
            "org.parent_closed", _("“%s”已撤销，不能作上级。") % parent.name, _("请选择现有的单位。")
        )
    _relink(unit, parent, on, reason)
    rebuild_closure()
    note(on=on.isoformat(), reason=reason)
    return unit


@service("org.merge_units", "合并单位")
def merge_units(*, actor: Actor, unit: Unit, into: Unit, on: date, reason: str) -> Unit:
    """From that day the unit is part of another.

    Its children and people go over; itself it closes and hangs under its successor, so that what it did
    before still counts there under the new tree and where it was under the old.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    allow(actor, "units.manage", unit)
    allow(actor, "units.manage", into)
    rules.check_event(unit, on)
    if unit.pk == into.pk or into.closed_on:
        raise Refusal("org.merge_into", _("不能并入“%s”。") % into.name, _("请选择另一个现有的单位。"))
    for line in _current_children(unit):
        _relink(line.unit, into, on, reason)
    _relink(unit, into, on, reason)
    unit.successor, unit.closed_on = into, day_after(on, -1)
    unit.save(update_fields=["successor", "closed_on"])
    signals.merged.send(Unit, unit=unit, into=into, on=on, reason=reason)
    rebuild_closure()
    note(into=into.code, on=on.isoformat(), reason=reason)
    return unit


@service("org.split_unit", "分设单位")
def split_unit(
    *,
    actor: Actor,
    unit: Unit,
    code: str,
    name: str,
    type: str,
    on: date,
    reason: str,
    children: Sequence[Unit] = (),
) -> Unit:
    """A new unit comes out of this one, under the same parent, and takes the named children along."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    line = current_line(unit)
    allow(actor, "units.manage", unit)
    if line.parent is None:
        raise Refusal("org.split_root", _("最上级单位不能分设。"), _("请在其下新建单位。"))
    allow(actor, "units.manage", line.parent)
    rules.check_event(unit, on)
    fresh = Unit.objects.create(
        code=rules.check_code(code),
        name=rules.check_name(name),
        type=rules.check_type(type),
        area_code=unit.area_code,
        founded_on=on,
    )
    Line.objects.create(unit=fresh, parent=line.parent, reason=reason)
    taken = {child.pk for child in children}
    for child in _current_children(unit):
        if child.unit_id in taken:
            _relink(child.unit, fresh, on, reason)
    rebuild_closure()
    return fresh


@service("org.close_unit", "撤销单位")
def close_unit(*, actor: Actor, unit: Unit, on: date, reason: str = "") -> Unit:
    """The unit ends with that day; refused while children or people still belong to it."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    allow(actor, "units.manage", unit)
    rules.check_event(unit, on)
    waiting = [line.unit.name for line in _current_children(unit) if not line.unit.closed_on]
    if waiting:
        raise Refusal(
            "org.has_children",
            _("“%(unit)s”下还有 %(count)s 个单位：%(names)s。")
            % {"unit": unit.name, "count": len(waiting), "names": _("、").join(waiting[:5])},
            _("请先调整或撤销下级单位，或改用合并。"),
        )
    signals.closing.send(Unit, unit=unit, on=on)
    unit.closed_on = on
    unit.save(update_fields=["closed_on"])
    note(on=on.isoformat(), reason=reason)
    return unit


def current_line(unit: Unit) -> Line:
    """To whom the unit reports at the end of its history."""
    return Line.objects.select_related("unit", "parent").get(unit=unit, valid_to=FOREVER)


def _current_children(unit: Unit) -> list[Line]:
    return list(Line.objects.select_related("unit").filter(parent=unit, valid_to=FOREVER))


def _relink(unit: Unit, parent: Unit, on: date, reason: str) -> None:
    line = Line.objects.select_for_update(of=("self",)).get(unit=unit, valid_from__lte=on, valid_to__gte=on)
    rules.check_last_line(line)
    if line.parent_id == parent.pk:
        raise Refusal("org.same_parent", _("“%s”的上级已是“%s”。") % (unit.name, parent.name))
    if line.valid_from == on and on != EVER:
        line.parent, line.reason = parent, reason[:200]
        line.save(update_fields=["parent", "reason"])
        return
    line.valid_to = day_after(on, -1)
    line.save(update_fields=["valid_to"])
    Line.objects.create(unit=unit, parent=parent, valid_from=on, reason=reason[:200])
