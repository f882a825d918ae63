"""What a unit's page says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suzhi.engines.access.api import Actor, address, all_places
from suzhi.engines.org.models import Line, Unit, UnitType, UnitYear
from suzhi.engines.org.selectors import child_counts, path_to, units
from suzhi.engines.workflow.api import Guard, write
from suzhi.kernel.dates import EVER, FOREVER
from suzhi.ui.api import Cell, Column, Link, Pair, Row, day, plain

NAMES: dict[str, tuple[Any, Any]] = {
    "name": (gettext_lazy("名称"), write),
    "type": (gettext_lazy("类型"), lambda value: str(dict(UnitType.choices).get(value, value))),
    "area_code": (gettext_lazy("地区代码"), write),
    "uscc": (gettext_lazy("统一社会信用代码"), write),
    "founded_on": (gettext_lazy("成立日期"), write),
    "closed_on": (gettext_lazy("撤销日期"), write),
}


def watched(unit: Unit) -> Guard:
    """Over a unit while a dated event of it is written: its own facts, and to whom it reports."""
    return Guard(unit, NAMES, [(gettext_lazy("上级"), _lines_said)], unit.lines.all())


def _lines_said(unit: Unit) -> str:
    rows = unit.lines.order_by("valid_from").values_list("parent_id", "valid_from", "valid_to")
    return str(list(rows))


def lead(unit: Unit, lines: Sequence[Line]) -> str:
    """What it is and to whom it reports."""
    parent = lines[0].parent if lines else None
    if unit.closed_on:
        words = _("%s撤销") % day(unit.closed_on)
        return f"{words}，" + _("并入%s") % unit.successor.name if unit.successor else words
    return (
        _("%(type)s，上级为%(parent)s") % {"type": unit.get_type_display(), "parent": parent.name}
        if parent
        else unit.get_type_display()
    )


def pairs(unit: Unit, lines: Sequence[Line]) -> list[Pair]:
    """The facts."""
    return [
        Pair(label=_("单位编码"), value=unit.code),
        Pair(label=_("类型"), value=unit.get_type_display()),
        Pair(label=_("地区代码"), value=unit.area_code or "–"),
        Pair(label=_("统一社会信用代码"), value=unit.uscc or "–"),
        Pair(label=_("成立日期"), value=day(unit.founded_on)),
        Pair(label=_("撤销日期"), value=day(unit.closed_on)),
    ]


def years_table(rows: Sequence[UnitYear]) -> dict[str, Any]:
    """The yearly profiles."""
    numbers = (_("职工"), _("女职工"), _("农民工"), _("一线"), _("新职工"))
    columns = [Column(label=label) for label in (_("年份"), _("所有制"), _("性质"), _("规上"), _("已建会"))]
    columns += [Column(label=label, align="end") for label in numbers]
    lines = [
        Row(
            cells=[
                str(row.year),
                row.get_ownership_display(),
                row.get_nature_display(),
                write(row.above_scale),
                write(row.unionised),
                *(
                    plain(value)
                    for value in (row.workers, row.women, row.migrants, row.front_line, row.new_workers)
                ),
            ]
        )
        for row in rows
    ]
    return {"columns": columns, "rows": lines}


def line_words(lines: Sequence[Line]) -> list[dict[str, str]]:
    """To whom it has reported, from when to when, and why that changed."""
    return [
        {
            "parent": line.parent.name if line.parent else _("无（最上级）"),
            "span": _("%(first)s至%(last)s")
            % {
                "first": _("起初") if line.valid_from == EVER else day(line.valid_from),
                "last": _("今") if line.valid_to == FOREVER else day(line.valid_to),
            },
            "reason": line.reason,
        }
        for line in lines
    ]


def tree_table(rows: Sequence[Unit]) -> dict[str, Any]:
    """Units of one level, each leading one level down and to its page."""
    columns = [Column(label=label) for label in (_("名称"), _("单位编码"), _("类型"), _("下级"))]
    counts = child_counts([unit.pk for unit in rows])
    types = {code: str(label) for code, label in UnitType.choices}
    lines = [
        Row(
            cells=[
                Cell(text=unit.name, href=reverse("org:unit", args=[unit.pk])),
                unit.code,
                types.get(unit.type, unit.type),
                _down(unit, counts.get(unit.pk, 0)),
            ]
        )
        for unit in rows
    ]
    return {"columns": columns, "rows": lines}


def _down(unit: Unit, below: int) -> Cell:
    if not below:
        return Cell(text=_("没有下级"))
    return Cell(text=_("%s 个下级") % below, href=f"{reverse('org:tree')}?open={unit.pk}")


def links(actor: Actor, unit: Unit) -> list[Link]:
    """To the lists narrowed to this unit; a list of a package that is not there is left out."""
    found = []
    for place in all_places():
        href = address(place.listing) if place.unit and actor.has(place.permission) else ""
        if href:
            label = str(place.unit_label or place.label)
            found.append(Link(label=label, href=f"{href}?{place.unit}={unit.code}"))
    return found


def visible(actor: Actor, unit: Unit) -> set[int]:
    """Which of the units above it the actor may open."""
    above = [one.pk for one in path_to(unit)]
    return set(units(actor).filter(pk__in=above).values_list("pk", flat=True))
