"""What must hold of units, their profiles and marks."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suzhi.engines.access.api import done_already
from suzhi.engines.org.models import Line, Unit, UnitTag, UnitType, UnitYear
from suzhi.kernel import clock
from suzhi.kernel.dates import FOREVER
from suzhi.kernel.errors import Refusal
from suzhi.kernel.letters import code_letters, visible

_CODE = re.compile(r"^\S{1,32}$")
_PARTS = {
    "women": gettext_noop("女职工数"),
    "migrants": gettext_noop("农民工数"),
    "front_line": gettext_noop("一线职工数"),
    "new_workers": gettext_noop("新职工数"),
}
MOST_WORKERS = 5_000_000
FIRST_YEAR = 1949


def check_code(code: str) -> str:
    """A unit's own code: any text without spaces, at most 32 characters, not yet taken."""
    code = code_letters(code).strip()
    if not _CODE.match(code):
        raise Refusal("org.code", _("单位编码“%s”不能用。") % code, _("须为 1 至 32 个字符，不含空格。"))
    taken = Unit.objects.filter(code=code).first()
    if taken:
        raise Refusal(
            "org.code_taken", _("单位编码“%s”已由“%s”使用。") % (code, taken.name), _("请核对编码。")
        )
    return code


def check_name(name: str) -> str:
    """A unit has a name."""
    name = visible(name).strip()
    if not name or len(name) > 120:
        raise Refusal("org.name", _("单位名称须为 1 至 120 字。"), _("请填写单位全称。"))
    return name


def check_type(type_: str) -> str:
    """One of the types of union organisation."""
    if type_ not in UnitType.values:
        known = _("、").join(str(label) for label in UnitType.labels)
        raise Refusal("org.type", _("没有“%s”这种单位类型。") % type_, _("可选：%s。") % known)
    return type_


def check_facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts that a correction may change, each as it is kept."""
    strangers = set(facts) - {"name", "type", "area_code", "uscc", "founded_on"}
    if strangers:
        raise TypeError(f"not facts of a unit: {sorted(strangers)}")
    if "name" in facts:
        facts["name"] = check_name(facts["name"])
    if "type" in facts:
        facts["type"] = check_type(facts["type"])
    return facts


def check_life(founded_on: date | None, closed_on: date | None) -> None:
    """Founded before closed, and not in the future."""
    if founded_on and founded_on > clock.today():
        raise Refusal("org.future", _("成立日期在今天之后。"), _("请填写实际成立的日期。"))
    if founded_on and closed_on and closed_on < founded_on:
        raise Refusal("org.dates", _("撤销日期早于成立日期。"), _("请核对两个日期。"))


def check_event(unit: Unit, on: date) -> None:
    """A dated event needs a unit that exists on that day."""
    if unit.closed_on:
        raise done_already(unit, _("“%s”已撤销，不能再变更。") % unit.name, "org.closed")
    if unit.founded_on and on <= unit.founded_on:
        raise Refusal(
            "org.before_founding", _("生效日期不晚于“%s”的成立日期。") % unit.name, _("请核对生效日期。")
        )


def check_last_line(line: Line) -> None:
    """A move inserts itself at the end of the history; one that is already planned later must go first."""
    if line.valid_to != FOREVER:
        raise Refusal(
            "org.later_line",
            _("“%s”在这一天之后另有上级变更。") % line.unit.name,
            _("请填写更晚的生效日期。"),
        )


def check_year(unit: Unit, year: int, facts: dict[str, Any]) -> None:
    """A profile is of a year that has come, and its parts are within the whole."""
    if not FIRST_YEAR <= year <= clock.today().year:
        raise Refusal("org.year", _("年份 %s 不在可填范围。") % year, _("可填 %s 至今年。") % FIRST_YEAR)
    workers = facts["workers"]
    if not 0 <= workers <= MOST_WORKERS:
        raise Refusal("org.workers", _("职工数 %s 不合理。") % workers, _("请核对职工数。"))
    for field, label in _PARTS.items():
        part = facts.get(field)
        if part is not None and not 0 <= part <= workers:
            raise Refusal(
                "org.part",
                _("%(label)s %(part)s 大于职工数 %(whole)s。")
                % {"label": _(label), "part": part, "whole": workers},
                _("各项人数不能超过职工数，也不能为负。"),
            )


def check_tag(unit: Unit, tag: str, first: date, last: date | None) -> None:
    """A mark's spans do not overlap."""
    if last and last < first:
        raise Refusal("org.tag_dates", _("标签的止日早于起日。"), _("请核对两个日期。"))
    held = UnitTag.objects.filter(unit=unit, tag=tag, valid_from__lte=last or FOREVER)
    if any((mark.valid_to or FOREVER) >= first for mark in held):
        raise Refusal(
            "org.tag_twice", _("“%s”在这段时间已有标签“%s”。") % (unit.name, tag), _("请先结束原标签。")
        )


def blank_year(unit: Unit, year: int) -> UnitYear:
    """A profile to be filled, starting from the year before."""
    before = UnitYear.objects.filter(unit=unit, year__lt=year).order_by("-year").first()
    row = before or UnitYear(
        unit=unit, unionised=True, above_scale=False, disease_contract_due=False, workers=0
    )
    row.pk, row.year = None, year
    return row
