"""Where a figure stands against its target. Pure: a value, a target and a day give a state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

MET, ON_PACE, BEHIND, MISSED, OPEN, NO_RECORDS = "met", "on pace", "behind", "missed", "open", "no records"
STATES = (MET, ON_PACE, BEHIND, MISSED, OPEN, NO_RECORDS)
# Not judged: its values are of another rule than the one in force, and the figures process is at it.
COMPUTING = "computing"


@dataclass(frozen=True, slots=True)
class Goal:
    """A target as it holds for one unit in one year.

    start: the day from which its pace runs; due: the day by which it is to be reached.
    base: what should stand at the start already, where years have parts of their own.
    most: the upper end, where the target is a band and ``value`` its lower end.
    """

    value: Fraction
    comparison: str
    start: date
    due: date
    base: Fraction = Fraction(0)
    most: Fraction | None = None

    @property
    def limit(self) -> Fraction | None:
        """What the value must not pass, where there is such a thing."""
        return self.value if self.comparison == "<=" else self.most

    def excess(self, value: Fraction) -> Fraction | None:
        """By how much the value is beyond the limit; None where it is not."""
        return value - self.limit if self.limit is not None and value > self.limit else None


def reading_day(year: int, today: date) -> date:
    """The day on which the figure of a year is read: its last, or today while the year runs."""
    return min(today, date(year, 12, 31))


def reaches(value: Fraction, goal: Goal) -> bool:
    """Decided on exact fractions, never on what is printed."""
    if goal.excess(value) is not None:
        return False
    if goal.comparison == "<=":
        return True
    return value == goal.value if goal.comparison == "=" else value >= goal.value


def expected(goal: Goal, day: date) -> Fraction:
    """What an even pace would have reached by the day."""
    if day >= goal.due:
        return goal.value
    elapsed, whole = (day - goal.start).days + 1, (goal.due - goal.start).days + 1
    return goal.base + (goal.value - goal.base) * Fraction(max(elapsed, 0), whole)


def judge(value: Fraction | None, goal: Goal | None, day: date) -> str:
    """One of STATES."""
    if value is None:
        return NO_RECORDS
    if goal is None:
        return OPEN
    if reaches(value, goal):
        return MET
    if day >= goal.due:
        return MISSED
    if goal.excess(value) is not None:
        return BEHIND
    return ON_PACE if value >= expected(goal, day) else BEHIND
