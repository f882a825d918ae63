"""Breaking a target down to child units or to years."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from suzhi.domains.plans.division import division_of, proposal
from suzhi.domains.plans.models import Allocation, Indicator
from suzhi.engines.access.api import Actor, allow, note, service
from suzhi.engines.metrics.api import type_of
from suzhi.engines.org.api import Unit
from suzhi.kernel.errors import Refusal


@service("plans.break_down", "按规则分解目标")
def break_down(
    *, actor: Actor, indicator: Indicator, unit: Unit, rule: str, by_year: bool = False
) -> Indicator:
    """Divide the unit's target among its children (or its years) by a rule, in place of what stood there."""
    allow(actor, "plan.allocate", unit)
    division = division_of(actor, indicator.plan, indicator, unit, by_year)
    _write(indicator, unit, by_year, dict(proposal(division, indicator.plan, rule)), rule)
    note(unit_id=unit.pk, rule=rule, parts=len(division.keys))
    return indicator


@service("plans.set_parts", "分解目标")
def set_parts(
    *,
    actor: Actor,
    indicator: Indicator,
    unit: Unit,
    parts: Mapping[int, Fraction | None],
    by_year: bool = False,
) -> Indicator:
    """Set parts by hand, by child id or by year; None takes a part away. Others stay."""
    allow(actor, "plan.allocate", unit)
    division = division_of(actor, indicator.plan, indicator, unit, by_year)
    for key, part in parts.items():
        if key not in division.parts:
            raise Refusal(
                "plans.part_where", _("只能分解到直接下级或规划期内的年份。"), _("请重新打开分解页。")
            )
        if part is not None and (part < 0 or (division.is_rate and _too_much(indicator, part))):
            raise Refusal(
                "plans.part_value", _("分解数超出范围：%s。") % part, _("写不小于 0 的数；比率不超过 100%。")
            )
    _write(indicator, unit, by_year, dict(parts), "")
    note(unit_id=unit.pk, parts=len(parts))
    return indicator


def _too_much(indicator: Indicator, part: Fraction) -> bool:
    return type_of(indicator.definition.spec).percent and part > 1


def _write(
    indicator: Indicator, unit: Unit, by_year: bool, parts: dict[int, Fraction | None], rule: str
) -> None:
    for key, part in parts.items():
        where: dict[str, Any] = {
            "indicator": indicator,
            "unit_id": unit.pk if by_year else key,
            "year": key if by_year else None,
        }
        if part is None:
            Allocation.objects.filter(**where).delete()
        else:
            Allocation.objects.update_or_create(**where, defaults={"value": str(part), "rule": rule})
