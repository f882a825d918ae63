"""The margin of the living plan: readings as figures, drawn the same way on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from suzhi.domains.plans import judging
from suzhi.domains.plans.sentence import Standing
from suzhi.domains.plans.values import Reading
from suzhi.domains.plans.wording import share_target, within
from suzhi.ui.api import percent, plain


@dataclass(frozen=True)
class Shown:
    """One figure as a page places it: the props of the component ``figure``."""

    label: str
    value: str | None
    unit: str
    target: str
    numerator: int | None
    denominator: int | None
    state: str
    note: str
    href: str
    trend: Sequence[Fraction | None]
    trend_target: Fraction | None
    code: str = ""
    size: str = "small"

    @property
    def props(self) -> dict[str, Any]:
        """For the component; the code is the page's own matter."""
        return {name: value for name, value in vars(self).items() if name != "code"}


def standing_of(reading: Reading) -> Standing:
    """What the sentence about a reading is made of."""
    row = reading.row
    shape = reading.type.shape(row)
    return Standing(
        value=reading.value,
        goal=reading.goal,
        day=reading.day,
        unit=reading.unit_label,
        shape=shape,
        numerator=row.numerator if row else None,
        denominator=row.denominator if row else None,
        each=Fraction(reading.indicator.target) if shape == "spread" and reading.indicator.target else None,
        least=row.least if row else None,
        runs=reading.type.paced,
        awaits=bool(reading.indicator.definition.awaits),
        computing=reading.computing,
    )


def spread(reading: Reading) -> bool:
    """An "each" read above its level: how many children reach the target."""
    return reading.type.is_spread(reading.row)


def written(reading: Reading, value: Fraction | None = None) -> str | None:
    """The value (or another of the same kind) as people write it, without its parts; None: no records."""
    number = reading.value if value is None else value
    if number is None:
        return None
    if reading.is_rate:
        return percent(number, reading.goal.value if reading.goal else None)
    return plain(number, 2 if reading.type.per_many else None)


def target_written(reading: Reading) -> str:
    """The target as people write it; empty where there is none."""
    goal = reading.goal
    if goal is None:
        return ""
    if spread(reading) or (reading.type.for_each and reading.row is None):
        return ""
    rate = reading.is_rate or reading.type.percent
    write = partial(share_target, unit=reading.indicator.unit) if rate else plain
    return within(write, goal.value, goal.comparison, goal.most)


def shown(reading: Reading, past: Sequence[Reading], href: str, trend: bool = True) -> Shown:
    """The margin note of one reading; ``past``: the same figure year by year."""
    rate = reading.is_rate or reading.type.per_many
    row = reading.row if reading.value is not None else None
    known = [one.value for one in past]
    return Shown(
        label=reading.indicator.label,
        value=written(reading),
        unit="" if reading.is_rate else reading.unit_label,
        target=target_written(reading),
        numerator=row.numerator if row and rate else None,
        denominator=row.denominator if row and rate else None,
        state=reading.state,
        note=note_of(reading),
        href=href,
        trend=tuple(known) if trend and sum(value is not None for value in known) > 1 else (),
        trend_target=reading.goal.value if reading.goal else None,
        code=reading.indicator.code,
    )


def note_of(reading: Reading) -> str:
    """A short second line: the deadline, the least of the children, people beside visits."""
    row, goal, parts = reading.row, reading.goal, []
    if reading.computing:
        return _("正在计算")
    if reading.indicator.definition.awaits:
        return _("记录尚未启用")
    if spread(reading) and row is not None:
        parts.append(_("每个下级 %(each)s，最少 %(least)s") % {
            "each": plain(Fraction(reading.indicator.target or 0)), "least": plain(row.least)
        })  # fmt: skip
    elif row is not None and row.people is not None and reading.indicator.unit == "人次":
        other = reading.unit_word == "人"
        word = _("%s 人次") if other else _("%s 人")
        parts.append(word % plain(row.visits if other else row.people))
    if goal is not None and reading.state != judging.MET:
        parts.append(
            _("%s年底前") % goal.due.year if goal.due.month == 12 else _("%s前") % goal.due.isoformat()
        )
    return _("，").join(parts)


def tally(readings: Sequence[Reading]) -> list[tuple[str, int]]:
    """How many figures stand in each state, in the order of the states."""
    counts: dict[str, Any] = dict.fromkeys((*judging.STATES, judging.COMPUTING), 0)
    for reading in readings:
        counts[reading.state] += 1
    return [(state, count) for state, count in counts.items() if count]
