"""Gathers every figure of a report at one moment: the unit's own, its years, those who report to it."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from suzhi.domains.plans.api import (
    Indicator,
    Plan,
    Reading,
    indicators_of,
    plan_years,
    reading_day,
    readings,
    targets_of,
)
from suzhi.domains.reports.document.content import Figure
from suzhi.domains.reports.figures import figure_of
from suzhi.engines.metrics.api import is_stale
from suzhi.engines.org.api import Closure, Unit, UnitType
from suzhi.kernel import clock
from suzhi.kernel.errors import Refusal

# A table of more lines is not read in a document; the workbook of values has them all.
MOST_CHILDREN = 60


@dataclass(frozen=True, slots=True)
class Gathered:
    """One figure with the reading it was made from."""

    figure: Figure
    reading: Reading

    @property
    def place(self) -> tuple[str, int, int]:
        """What it is the figure of; the key by which two gatherings are compared."""
        return self.figure.code, self.reading.unit.pk, self.reading.year


@dataclass(frozen=True, slots=True)
class Gathering:
    """The figures of one unit and year as they stood at one moment."""

    plan: Plan
    unit: Unit
    year: int
    indicators: Sequence[Indicator]
    own: tuple[Gathered, ...]
    past: tuple[Gathered, ...]
    below: tuple[Gathered, ...]
    children: Sequence[Unit] = ()
    left_out: int = 0
    clauses: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Gathered]:
        yield from (*self.own, *self.past, *self.below)

    @property
    def day(self) -> date:
        return reading_day(self.year, clock.today())


def gather(plan: Plan, unit: Unit, year: int) -> Gathering:
    """Read the stored values. Refuses while a change is not yet in them, or when they moved meanwhile."""
    moment = _moment(plan)
    if is_stale():
        raise _stale()
    found = _gather(plan, unit, year)
    if is_stale() or _moment(plan) != moment:
        raise _stale()
    return found


def _stale() -> Refusal:
    return Refusal(
        "reports.stale",
        _("还有变动没有计入数值，现在签发会漏算。"),
        _("通常几秒内算完，请稍后再试；一直这样请查看 suzhi up 是否在运行。"),
    )


def _moment(plan: Plan) -> object:
    return type(plan.catalogue).objects.values_list("computed_at", flat=True).get(pk=plan.catalogue_id)


def _gather(plan: Plan, unit: Unit, year: int) -> Gathering:
    indicators = indicators_of(plan)
    clauses = {
        ref: (number, title) for ref, number, title in plan.clauses.values_list("ref", "number", "title")
    }
    day = reading_day(year, clock.today())
    reporting = reporting_units(unit, day)
    children = reporting if len(reporting) <= MOST_CHILDREN else []
    units = [unit, *children]
    targets = targets_of(plan, [each.pk for each in units])
    years = [one for one in plan_years(plan) if one <= year]
    live = [one for one in indicators if not one.definition.awaits]
    own = readings(plan, [unit], [year], indicators, targets)
    past = [r for r in readings(plan, [unit], years[:-1], live, targets) if r.row is not None]
    below = _told(readings(plan, children, [year], live, targets)) if children else []

    def made(found: Sequence[Reading]) -> tuple[Gathered, ...]:
        return tuple(Gathered(figure_of(r, new_key(), _clause(r, clauses)), r) for r in found)

    left_out = len(reporting) - len(children)
    return Gathering(
        plan, unit, year, indicators, made(own), made(past), made(below), children, left_out, clauses
    )


def reporting_units(unit: Unit, day: date) -> list[Unit]:
    """The units that report to it on the day and exist on it, in the order of their codes."""
    rows = Closure.objects.filter(ancestor=unit, depth=1, valid_from__lte=day, valid_to__gte=day)
    units = Unit.objects.filter(pk__in=rows.values("unit_id")).order_by("code")
    found = [one for one in units if not one.closed_on or one.closed_on >= day]
    # Where levels report, a single enterprise beside them is no level; where only grassroots do, they are.
    levels = [one for one in found if one.type != UnitType.GRASSROOTS]
    return levels or found


def _told(found: Sequence[Reading]) -> list[Reading]:
    """Figures that some child has something to show for, or a target; the rest are empty columns."""
    codes = {r.indicator.code for r in found if r.value or r.goal is not None}
    return [r for r in found if r.indicator.code in codes]


def _clause(reading: Reading, clauses: dict[str, tuple[str, str]]) -> str:
    ref = next(iter(reading.indicator.clauses), "")
    return clauses.get(ref, (ref, ""))[0]


def new_key() -> str:
    """The id that a figure carries into the document: of this installation alone, and not to be guessed."""
    return base64.b32encode(secrets.token_bytes(10)).decode().lower()
