"""Which target holds for a unit in a year: the plan's own at its level, or what was broken down."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from suzhi.domains.plans.judging import Goal
from suzhi.domains.plans.models import Allocation, Indicator, Plan
from suzhi.domains.plans.selectors import one_of
from suzhi.engines.metrics.api import type_of


@dataclass(frozen=True)
class Targets:
    """The targets of a plan, read once for a page or a listing."""

    plan: Plan
    first_year: int
    parts: Mapping[tuple[int, int, int | None], Fraction]

    def goal(self, indicator: Indicator, unit_id: int, unit_type: str, year: int) -> Goal | None:
        """The goal of the unit in the year, or None where the plan sets none."""
        for_year = self.parts.get((indicator.pk, unit_id, year))
        if for_year is not None:
            return self._of_year(indicator, unit_id, year, for_year)
        whole = self.whole(indicator, unit_id, unit_type)
        if whole is None:
            return None
        start, due = date(self.first_year, 1, 1), indicator.due or date(self.plan.end_year, 12, 31)
        if indicator.each_year:
            start, due = date(year, 1, 1), date(year, 12, 31)
        divided = (indicator.pk, unit_id, None) in self.parts
        return Goal(whole, indicator.comparison, start, due, most=_most(indicator, divided))

    def whole(self, indicator: Indicator, unit_id: int, unit_type: str) -> Fraction | None:
        """What the unit is to reach over the plan (or each year): its part, or the plan's own target."""
        part = self.parts.get((indicator.pk, unit_id, None))
        if part is not None:
            return part
        if indicator.target and self._at_level(indicator, unit_id, unit_type):
            return self._own_target(indicator, unit_id, unit_type)
        return None

    def _of_year(self, indicator: Indicator, unit_id: int, year: int, part: Fraction) -> Goal:
        """A year's part. Of a total that runs through the plan it comes on top of the years before."""
        before = Fraction(0)
        if type_of(indicator.definition.spec).running:
            earlier = (self.parts.get((indicator.pk, unit_id, y)) for y in range(self.first_year, year))
            before = sum((p for p in earlier if p is not None), Fraction(0))
        days = date(year, 1, 1), date(year, 12, 31)
        return Goal(before + part, indicator.comparison, *days, before, _most(indicator, divided=True))

    def _at_level(self, indicator: Indicator, unit_id: int, unit_type: str) -> bool:
        return indicator.level in ("", unit_type) or self._above_each(indicator, unit_id)

    def _above_each(self, indicator: Indicator, unit_id: int) -> bool:
        return type_of(indicator.definition.spec).for_each and unit_id == self.plan.root_id

    def _own_target(self, indicator: Indicator, unit_id: int, unit_type: str) -> Fraction:
        """Above the level of an "each" the goal is that every child meets it."""
        if type_of(indicator.definition.spec).for_each and unit_type != indicator.level:
            return Fraction(1)
        return Fraction(indicator.target)


def _most(indicator: Indicator, divided: bool) -> Fraction | None:
    """The upper end of a band. It holds for the part of a share too; that of a sum is the whole's alone."""
    if not indicator.most or (divided and not type_of(indicator.definition.spec).weighed):
        return None
    return Fraction(indicator.most)


def first_year(plan: Plan) -> int:
    """Where counting starts (setting start_year)."""
    return max(plan.start_year, int(plan.catalogue.settings.get("start_year", plan.start_year)))


def targets_of(plan: Plan, unit_ids: Collection[int] | None = None) -> Targets:
    """Read the plan's targets; of these units only, where a page shows a few of thousands."""
    rows = Allocation.objects.filter(indicator__plan=plan)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=one_of(unit_ids))
    found = rows.values_list("indicator_id", "unit_id", "year", "value")
    return Targets(plan, first_year(plan), {(i, u, y): Fraction(v) for i, u, y, v in found})
