"""From a reading of the plan to a figure of a document: the same value, ready to be written."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from suzhi.domains.plans.api import Reading
from suzhi.domains.reports.document.content import Figure, Measure

_COUNTING: Measure = "count"


def figure_of(reading: Reading, value_id: str, clause: str = "") -> Figure:
    """The figure as the report writes it."""
    indicator, row = reading.indicator, reading.row
    measure = _measure(reading)
    known = row is not None and reading.value is not None
    facts: dict[str, Any] = {}
    if row is not None and known:
        facts = _whole(reading) if _spread(reading) else {"value": reading.value}
        if measure != _COUNTING:
            facts |= {"numerator": row.numerator, "denominator": row.denominator}
        facts |= {"people": row.people, "visits": row.visits}
    return Figure(
        value_id=value_id,
        code=indicator.code,
        name=indicator.name,
        clause=clause,
        measure=measure,
        unit_of_measure=_unit(reading, measure),
        target=_target(reading),
        comparison=reading.goal.comparison if reading.goal else ">=",
        most=reading.goal.most if reading.goal else None,
        due=reading.goal.due if reading.goal else None,
        commitment=indicator.commitment,  # type: ignore[arg-type]
        state=reading.state.replace(" ", "_"),  # type: ignore[arg-type]
        **facts,
    )


def _measure(reading: Reading) -> Measure:
    """What the document writes: a share, a density, something done, or a number."""
    type_ = reading.type
    if not type_.computed:
        return "milestone"
    return "rate" if type_.percent else "density" if type_.per_many else _COUNTING


def _spread(reading: Reading) -> bool:
    """An "each" read above its level: how many of the children reach their target."""
    return reading.type.is_spread(reading.row)


def _whole(reading: Reading) -> dict[str, Any]:
    row = reading.row
    assert row is not None
    total = row.total if row.total is not None else row.numerator
    return {
        "value": Fraction(total),
        "children": row.denominator,
        "children_met": row.numerator,
        "least": Fraction(row.least or 0),
    }


def _target(reading: Reading) -> Fraction | None:
    if reading.goal is None:
        return None
    at_parent = _spread(reading) or (reading.row is None and reading.unit.type != reading.indicator.level)
    if reading.type.for_each and at_parent and reading.indicator.target:
        return Fraction(reading.indicator.target)
    return reading.goal.value


def _unit(reading: Reading, measure: str) -> str:
    if measure == "rate":
        return "%"
    if measure == "density":
        each = "万人" if reading.each == 10_000 else f"{reading.each:,} 人"
        return f"{reading.unit_word}/{each}"
    return reading.unit_word
