"""Which target holds for a unit in a year: the plan's own at its level, or what was broken down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from suzhi.domains.plans.judging import Goal
from suzhi.domains.plans.models import Allocation, Indicator, Plan


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
            return Goal(for_year, indicator.comparison, date(year, 1, 1), date(year, 12, 31))
        whole = self.parts.get((indicator.pk, unit_id, None))
        if whole is None and indicator.target and self._at_level(indicator, unit_id, unit_type):
            whole = self._own_target(indicator, unit_id, unit_type)
        if whole is None:
            return None
        if indicator.each_year:
            return Goal(whole, indicator.comparison, date(year, 1, 1), date(year, 12, 31))
        due = indicator.due or date(self.plan.end_year, 12, 31)
        return Goal(whole, indicator.comparison, date(self.first_year, 1, 1), due)

    def _at_level(self, indicator: Indicator, unit_id: int, unit_type: str) -> bool:
        return indicator.level in ("", unit_type) or self._above_each(indicator, unit_id)

    def _above_each(self, indicator: Indicator, unit_id: int) -> bool:
        return indicator.definition.spec["type"] == "each" and unit_id == self.plan.root_id

    def _own_target(self, indicator: Indicator, unit_id: int, unit_type: str) -> Fraction:
        """Above the level of an "each" the goal is that every child meets it."""
        if indicator.definition.spec["type"] == "each" and unit_type != indicator.level:
            return Fraction(1)
        return Fraction(indicator.target)


def targets_of(plan: Plan) -> Targets:
    """Read the plan's targets. ``first_year`` is where counting starts (setting start_year)."""
    first = max(plan.start_year, int(plan.catalogue.settings.get("start_year", plan.start_year)))
    rows = Allocation.objects.filter(indicator__plan=plan).values_list("indicator_id", "unit_id", "year", "value")
    return Targets(plan, first, {(i, u, y): Fraction(v) for i, u, y, v in rows})
