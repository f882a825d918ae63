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
    """

    value: Fraction
    comparison: str
    start: date
    due: date
    base: Fraction = Fraction(0)


def reading_day(year: int, today: date) -> date:
    """The day on which the figure of a year is read: its last, or today while the year runs."""
    return min(today, date(year, 12, 31))


def reaches(value: Fraction, target: Fraction, comparison: str) -> bool:
    """Decided on exact fractions, never on what is printed."""
    if comparison == "<=":
        return value <= target
    return value == target if comparison == "=" else value >= target


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
    if reaches(value, goal.value, goal.comparison):
        return MET
    if day >= goal.due:
        return MISSED
    if goal.comparison == "<=":
        return BEHIND
    return ON_PACE if value >= expected(goal, day) else BEHIND
