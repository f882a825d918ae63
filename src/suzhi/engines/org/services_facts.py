"""What a unit is in a year, and the dated marks on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, allow, service
from suzhi.engines.org import rules
from suzhi.engines.org.models import Unit, UnitTag, UnitYear
from suzhi.kernel.errors import Refusal

_OPTIONAL = ("women", "migrants", "front_line", "new_workers")


@service("org.record_unit_year", "登记年度情况")
def record_unit_year(
    *,
    actor: Actor,
    unit: Unit,
    year: int,
    ownership: str,
    nature: str,
    above_scale: bool,
    disease_contract_due: bool,
    unionised: bool,
    workers: int,
    industry: str = "",
    **parts: Any,
) -> UnitYear:
    """Write the unit's profile of a year; a profile that exists is changed. ``parts``: women, migrants, ..."""
    allow(actor, "units.manage", unit)
    facts = {
        "ownership": ownership,
        "nature": nature,
        "above_scale": above_scale,
        "disease_contract_due": disease_contract_due,
        "unionised": unionised,
        "workers": workers,
        "industry": industry,
        **{field: parts.pop(field, None) for field in _OPTIONAL},
    }
    if parts:
        raise TypeError(f"not facts of a unit's year: {sorted(parts)}")
    rules.check_year(unit, year, facts)
    row, _made = UnitYear.objects.update_or_create(unit=unit, year=year, defaults=facts)
    return row


@service("org.tag_unit", "加标签")
def tag_unit(
    *, actor: Actor, unit: Unit, tag: str, valid_from: date, valid_to: date | None = None
) -> UnitTag:
    """Put a dated mark on a unit."""
    allow(actor, "units.manage", unit)
    tag = tag.strip()
    if not tag or len(tag) > 40:
        raise Refusal("org.tag", _("标签须为 1 至 40 字。"), _("例如：贫困县。"))
    rules.check_tag(unit, tag, valid_from, valid_to)
    return UnitTag.objects.create(unit=unit, tag=tag, valid_from=valid_from, valid_to=valid_to)


@service("org.untag_unit", "结束标签")
def untag_unit(*, actor: Actor, mark: UnitTag, on: date) -> UnitTag:
    """The mark ends with that day; the days before keep it."""
    mark = UnitTag.objects.select_for_update().get(pk=mark.pk)
    allow(actor, "units.manage", mark.unit)
    if on < mark.valid_from:
        raise Refusal("org.tag_dates", _("标签的止日早于起日。"), _("请核对两个日期。"))
    mark.valid_to = on
    mark.save(update_fields=["valid_to"])
    return mark
