"""The plan's figures as people and machines read them: value, target, state, people, breakdowns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from suzhi.domains.plans.judging import COMPUTING, Goal, judge, reading_day
from suzhi.domains.plans.models import Indicator, Plan
from suzhi.domains.plans.selectors import one_of
from suzhi.domains.plans.targets import Targets, first_year, targets_of
from suzhi.engines.metrics.api import FigureType, Value, holds, measured_unit, type_of
from suzhi.engines.org.api import Unit
from suzhi.kernel import clock
from suzhi.kernel.exact import fraction_text, rounded


@dataclass(frozen=True)
class Reading:
    """One figure of one unit in one year, ready to be shown. ``row`` is None when there are no records."""

    indicator: Indicator
    unit: Unit
    year: int
    row: Value | None
    goal: Goal | None
    day: date
    # The stored values follow another version of the rule: none is shown until they are computed anew.
    computing: bool = False

    @cached_property
    def type(self) -> FigureType:
        return type_of(self.indicator.definition.spec)

    @cached_property
    def is_rate(self) -> bool:
        """Shown in percent: a share, or an "each" read above its level."""
        return self.type.is_share(self.row)

    @cached_property
    def value(self) -> Fraction | None:
        """Exact. A density per its own number of workers."""
        return None if self.row is None else self.type.read(self.indicator.definition.spec, self.row)

    @cached_property
    def unit_word(self) -> str:
        """Of what it counts: kept beside the values, since a setting may have visits or people counted."""
        definition, settings = self.indicator.definition, self.indicator.plan.catalogue.settings
        kept = None if self.computing else definition.basis.get("unit")
        return str(measured_unit(definition.spec, settings) if kept is None else kept)

    @cached_property
    def unit_label(self) -> str:
        """``unit_word`` as the page's language has it; a density says per how many workers."""
        if self.type.per_many and self.unit_word == "人" and self.each == 10_000:
            return _("人/万人")
        return _(self.unit_word)

    @property
    def each(self) -> int:
        return int(self.indicator.definition.spec.get("per", {}).get("each", 1))

    @cached_property
    def state(self) -> str:
        if self.computing:
            return COMPUTING
        return judge(self.value, self.goal, self.day)

    @property
    def decimal(self) -> Decimal | None:
        """Half-even, a rate with four places (two of percent), a density with two; never across the line."""
        if self.value is None:
            return None
        return rounded(self.value, self.type.places(self.row), self.goal.value if self.goal else None)

    @property
    def target_text(self) -> str | None:
        """Above the level of an "each" the target named is the children's; the goal is that all meet it."""
        if self.goal is None:
            return None
        above = self.type.for_each and self.unit.pk == self.indicator.plan.root_id
        if above and self.unit.type != self.indicator.level and self.indicator.target:
            return self.indicator.target
        return fraction_text(self.goal.value)

    def as_dict(self) -> dict[str, Any]:
        """The public form (suzhi values --json, the API, the report's annex)."""
        value, row = self.value, self.row
        found: dict[str, Any] = {
            "code": self.indicator.code,
            "name": self.indicator.name,
            "clauses": self.indicator.clauses,
            "unit": self.unit.code,
            "year": self.year,
            "value": None if value is None else fraction_text(value),
            "decimal": None if value is None else str(self.decimal),
            "numerator": row.numerator if row and value is not None else None,
            "denominator": row.denominator if row and value is not None else None,
            "measure": self.unit_word,
            "target": self.target_text,
            "most": None if self.goal is None or self.goal.most is None else fraction_text(self.goal.most),
            "comparison": self.indicator.comparison,
            "due": None if self.goal is None else self.goal.due.isoformat(),
            "commitment": self.indicator.commitment,
            "state": self.state,
        }
        if row and value is not None:
            found.update(_extras(self, row))
        return found


def _extras(reading: Reading, row: Value) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if row.people is not None:
        found["people"] = row.people
    if row.visits is not None:
        found["visits"] = row.visits
    if row.least is not None:
        found.update(met=row.numerator, of=row.denominator, least=row.least, total=row.total)
    if row.parts:
        found["breakdowns"] = {
            name: {k: v for k, v in part.items() if v is not None} for name, part in row.parts.items()
        }
    return found


def plan_years(plan: Plan) -> list[int]:
    """The years that the plan's figures are counted for."""
    return list(range(first_year(plan), plan.end_year + 1))


def indicators_of(plan: Plan) -> list[Indicator]:
    """The plan's indicators with their definitions, in order; the stored queries are long and stay behind."""
    return list(
        plan.indicators.select_related("definition").defer("definition__queries").order_by("position")
    )


def readings(
    plan: Plan,
    units: Sequence[Unit],
    years: Iterable[int],
    indicators: Sequence[Indicator] | None = None,
    targets: Targets | None = None,
    parts: bool = True,
) -> list[Reading]:
    """Every figure of these units and years: one query for the values, one for the targets.

    Without ``parts`` the breakdowns, which few pages show, stay where they are.
    """
    chosen = indicators_of(plan) if indicators is None else indicators
    known = targets or targets_of(plan, [u.pk for u in units])
    wanted = list(years)
    stored = Value.objects.filter(
        definition_id__in=[i.definition_id for i in chosen],
        unit_id__in=one_of([u.pk for u in units]),
        year__in=wanted,
    )
    rows = {
        (row.definition_id, row.unit_id, row.year): row
        for row in (stored if parts else stored.defer("parts"))
    }
    today = clock.today()
    waiting = {i.pk for i in chosen if not settled(i, plan)}
    return [
        Reading(
            indicator,
            unit,
            year,
            None if indicator.pk in waiting else rows.get((indicator.definition_id, unit.pk, year)),
            known.goal(indicator, unit.pk, unit.type, year),
            reading_day(year, today),
            indicator.pk in waiting,
        )
        for indicator in chosen
        for unit in units
        for year in wanted
    ]


def settled(indicator: Indicator, plan: Plan) -> bool:
    """Whether its stored values follow the rule in force; what is never computed has nothing to wait for."""
    definition = indicator.definition
    computed = not definition.awaits and type_of(definition.spec).computed
    return not computed or holds(definition, plan.catalogue)


def values(
    plan: Plan, units: Iterable[Unit], years: Iterable[int], batch: int = 500
) -> Iterator[dict[str, Any]]:
    """The public listing, in batches of units so that a whole city does not sit in memory."""
    indicators, wanted = indicators_of(plan), list(years)
    group: list[Unit] = []
    for unit in units:
        group.append(unit)
        if len(group) == batch:
            yield from (r.as_dict() for r in readings(plan, group, wanted, indicators))
            group = []
    if group:
        yield from (r.as_dict() for r in readings(plan, group, wanted, indicators))
