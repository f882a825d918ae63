"""A target as it is broken down at one unit: the parts of its children or its years, against the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from suzhi.domains.plans.breaking import divide, summed, weighted
from suzhi.domains.plans.models import Allocation, Indicator, Plan
from suzhi.domains.plans.selectors import reporting_to
from suzhi.domains.plans.targets import first_year, targets_of
from suzhi.domains.plans.values import settled
from suzhi.engines.access.api import Actor
from suzhi.engines.metrics.api import Value, type_of
from suzhi.engines.org.api import Closure, Unit, UnitYear
from suzhi.kernel import clock
from suzhi.kernel.errors import Refusal


@dataclass
class Division:
    """``whole``: what the unit is to reach; ``parts``: by child id or by year, None where nothing is set."""

    indicator: Indicator
    unit: Unit
    whole: Fraction
    by_year: bool
    keys: list[int]
    names: dict[int, str]
    parts: dict[int, Fraction | None]
    sizes: dict[int, int] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)

    @property
    def is_rate(self) -> bool:
        return type_of(self.indicator.definition.spec).weighed

    @property
    def total(self) -> Fraction | None:
        """What the parts come to: their sum, for shares the weighted mean, for yearly shares the last one."""
        known = {key: part for key, part in self.parts.items() if part is not None}
        if self.is_rate and self.by_year:
            return known[max(known)] if known else None
        return weighted(known, self.sizes) if self.is_rate else summed(list(known.values()))

    @property
    def gap(self) -> Fraction | None:
        """How much the parts fall short of the whole; negative when they go beyond."""
        return None if self.total is None else self.whole - self.total


def rules_for(indicator: Indicator, by_year: bool) -> list[str]:
    """The rules that make sense for this figure."""
    if type_of(indicator.definition.spec).weighed:
        return ["same"]
    return ["even", "last_year"] if by_year else ["even", "workers", "above_scale", "last_year"]


def refusal_to_divide(plan: Plan, indicator: Indicator, unit: Unit) -> Refusal | None:
    """Why this target is not broken down at this unit."""
    if type_of(indicator.definition.spec).for_each:
        return Refusal(
            "plans.each", _("这个目标对每个下级单位分别成立，不需要分解。"), _("要改目标数，请改规划包。")
        )
    if targets_of(plan, [unit.pk]).whole(indicator, unit.pk, unit.type) is None:
        return Refusal("plans.no_target", _("本单位没有这个指标的目标数。"), _("请先由上级分解到本单位。"))
    return None


def division_of(actor: Actor, plan: Plan, indicator: Indicator, unit: Unit, by_year: bool) -> Division:
    """The division as it stands. Refuses where there is nothing to divide."""
    refusal = refusal_to_divide(plan, indicator, unit)
    if refusal is not None:
        raise refusal
    whole = targets_of(plan, [unit.pk]).whole(indicator, unit.pk, unit.type)
    assert whole is not None
    if by_year:
        return _by_year(plan, indicator, unit, whole)
    children = list(reporting_to(actor, unit, clock.today(), "plan.view"))
    ids = [child.pk for child in children]
    stored = Allocation.objects.filter(indicator=indicator, unit_id__in=ids, year=None).values_list(
        "unit_id", "value"
    )
    known = {pk: Fraction(value) for pk, value in stored}
    return Division(
        indicator,
        unit,
        whole,
        False,
        ids,
        {child.pk: child.name for child in children},
        {pk: known.get(pk) for pk in ids},
        _sizes(plan, indicator, ids),
        {child.pk: child.code for child in children},
    )


def _by_year(plan: Plan, indicator: Indicator, unit: Unit, whole: Fraction) -> Division:
    if indicator.each_year:
        raise Refusal("plans.each_year", _("这个目标每年都要达到，不按年度分解。"), _("可以分解到下级单位。"))
    years = list(range(first_year(plan), plan.end_year + 1))
    stored = (
        Allocation.objects.filter(indicator=indicator, unit=unit)
        .exclude(year=None)
        .values_list("year", "value")
    )
    known = {year: Fraction(value) for year, value in stored}
    names = {year: _("%d 年") % year for year in years}
    return Division(indicator, unit, whole, True, years, names, {year: known.get(year) for year in years})


def proposal(division: Division, plan: Plan, rule: str) -> dict[int, Fraction]:
    """The parts that a rule gives. Nothing is written."""
    if rule not in rules_for(division.indicator, division.by_year):
        raise Refusal("plans.rule", _("这个指标不能按这条规则分解。"), _("请换一条规则，或逐个填写。"))
    if rule == "same":
        return dict.fromkeys(division.keys, division.whole)
    return divide(division.whole, _weights(division, plan, rule))


def _weights(division: Division, plan: Plan, rule: str) -> dict[int, Fraction | int]:
    keys = division.keys
    if rule == "even":
        return dict.fromkeys(keys, 1)
    if rule == "last_year":
        return _done(division, plan)
    year = _profile_year(plan)
    rows = _profiles(keys, year)
    found = rows.annotate(workers=Sum("unit__years__workers", filter=Q(unit__years__year=year)))
    if rule == "above_scale":
        listed = Q(unit__years__year=year, unit__years__above_scale=True)
        found = rows.annotate(workers=Count("unit__years", filter=listed))
    weights = {row["ancestor_id"]: row["workers"] or 0 for row in found}
    return {key: weights.get(key, 0) for key in keys}


def _profile_year(plan: Plan) -> int:
    """The latest year of the plan that has unit profiles."""
    found = (
        UnitYear.objects.filter(year__lte=min(plan.end_year, clock.today().year)).order_by("-year").first()
    )
    return found.year if found else plan.end_year


def _profiles(keys: Sequence[int], year: int) -> Any:
    day = date(year, 12, 31)
    return (
        Closure.objects.filter(
            ancestor_id__in=keys, valid_from__lte=day, valid_to__gte=day, unit__type="grassroots"
        )
        .order_by()
        .values("ancestor_id")
    )


def _done(division: Division, plan: Plan) -> dict[int, Fraction | int]:
    """What each child (or each year) reached; for children in the last full year."""
    rows = _stored(plan, division.indicator)
    if division.by_year:
        values = dict(rows.filter(unit=division.unit).values_list("year", "numerator"))
        running = type_of(division.indicator.definition.spec).running
        return {y: max(values.get(y, 0) - (values.get(y - 1, 0) if running else 0), 0) for y in division.keys}
    year = min(clock.today().year - 1, plan.end_year)
    values = dict(rows.filter(unit_id__in=division.keys, year=year).values_list("unit_id", "numerator"))
    return {key: values.get(key, 0) for key in division.keys}


def _stored(plan: Plan, indicator: Indicator) -> QuerySet[Value]:
    """The values of the rule in force; none while they are being computed."""
    rows = Value.objects.filter(definition_id=indicator.definition_id)
    return rows if settled(indicator, plan) else rows.none()


def _sizes(plan: Plan, indicator: Indicator, ids: Sequence[int]) -> dict[int, int]:
    """How large the children's populations are, for shares."""
    year = min(clock.today().year, plan.end_year)
    rows = _stored(plan, indicator).filter(unit_id__in=ids, year=year)
    return {unit: size for unit, size in rows.values_list("unit_id", "denominator") if size}
