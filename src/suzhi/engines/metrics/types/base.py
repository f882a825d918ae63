"""What every type of figure can be asked. A type is an object without state; nobody asks for one by its name."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from suzhi.engines.metrics.spec import Definition


Spec = Mapping[str, Any]


class Row(Protocol):
    """A stored value as far as a type reads it."""

    numerator: int
    denominator: int | None
    least: int | None
    total: int | None


class FigureType:
    """A number of something in a year; the other types differ from it in what they override."""

    code = ""
    # In words, translated where it is shown.
    name = ""
    # When a row counts, where the definition does not say.
    time = "on_date"
    # What fits as a target, in words.
    wanted = _("应为不小于 0 的整数。")
    # Not computed: somebody says that it was done.
    computed = True
    # An even pace through the year or the plan says when a target is reached.
    paced = False
    # Values run on from year to year, so that the parts of years add up.
    running = False
    # Parts of a target are not added up but weighed by their populations.
    weighed = False
    # A target is written in percent.
    percent = False
    # It has members of whom each counts or does not: who is missing can be named.
    has_members = False
    # The target holds for every child unit by itself.
    for_each = False
    # So much of something to so many of something else.
    per_many = False

    def faults(self, spec: Spec) -> list[tuple[str, str, str]]:
        """What the definition lacks: place, what is wrong, how to mend it; in the order of the places."""
        return []

    def compile(self, world: Any, definition: Definition, members: Any = None) -> Any:
        """Its value at every unit and year as one expression: node, year and what is known of the columns."""
        from suzhi.engines.metrics.expressions.figures import counted

        return counted(world, definition)

    def is_share(self, row: Row | None) -> bool:
        """Whether the value is a part of a whole, and written in percent."""
        return self.percent

    def is_spread(self, row: Row | None) -> bool:
        """Whether the value says how many children reach the target."""
        return False

    def read(self, spec: Spec, row: Row) -> Fraction | None:
        """The exact value; None where its denominator is nought."""
        return Fraction(row.numerator)

    def places(self, row: Row | None) -> int:
        """Decimal places of the value in figures: a share has four, which are two of its percent."""
        return 4 if self.is_share(row) else 2 if self.per_many else 0

    def shape(self, row: Row | None) -> str:
        """How a sentence speaks of it: number, rate, density or spread."""
        return "spread" if self.is_spread(row) else "rate" if self.is_share(row) else "number"

    def fits(self, target: Fraction, spec: Spec | None = None) -> bool:
        """Whether a number can be its target."""
        return target >= 0 and target.denominator == 1


def divided(row: Row, times: int = 1) -> Fraction | None:
    """Numerator by denominator, exact."""
    return Fraction(row.numerator * times, row.denominator) if row.denominator else None
