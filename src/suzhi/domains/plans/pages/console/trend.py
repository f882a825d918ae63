"""A figure over the plan's years, with its target, as a chart that carries its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from suzhi.domains.plans import judging
from suzhi.domains.plans.models import Indicator
from suzhi.domains.plans.values import Reading
from suzhi.engines.metrics.api import type_of
from suzhi.kernel import clock
from suzhi.ui.api import Series


@dataclass(frozen=True)
class Chart:
    """The props of the component ``chart``."""

    title: str
    categories: list[str]
    series: list[Series]
    unit: str
    places: int
    deadline: str


def chart_of(indicator: Indicator, past: Sequence[Reading]) -> Chart | None:
    """None where there is nothing to draw."""
    shown = [reading for reading in past if reading.year <= clock.today().year]
    if not any(reading.value is not None for reading in shown):
        return None
    rate = any(reading.is_rate for reading in shown)
    scale = 100 if rate else 1
    series = [Series(name=_("实际"), values=[_scaled(reading.value, scale) for reading in past])]
    if any(reading.goal for reading in past):
        goals = [reading.goal.value * scale if reading.goal else None for reading in past]
        series.append(Series(name=_("目标"), values=goals, role="target"))
    if any(_has_pace(reading) for reading in past):
        pace = [
            judging.expected(reading.goal, date(reading.year, 12, 31)) * scale if reading.goal else None
            for reading in past
        ]
        series.append(Series(name=_("按进度应达"), values=pace, role="pace"))
    due = next((reading.goal.due.year for reading in past if reading.goal and not indicator.each_year), None)
    return Chart(
        title=_("%s（逐年）") % indicator.label,
        categories=[str(reading.year) for reading in past],
        series=series,
        unit="%" if rate else _unit(indicator, past),
        places=2 if rate or type_of(indicator.definition.spec).per_many else 0,
        deadline=str(due) if due and due <= past[-1].year else "",
    )


def _unit(indicator: Indicator, past: Sequence[Reading]) -> str:
    return past[0].unit_label if past[0].type.per_many else indicator.measure_label


def _scaled(value: Fraction | None, scale: int) -> Fraction | None:
    return None if value is None else value * scale


def _has_pace(reading: Reading) -> bool:
    return reading.type.running and reading.goal is not None and reading.goal.due.year > reading.year
