"""A number that every child unit is to reach: above their level, how many of them do."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_noop as _

from suzhi.engines.metrics.types.base import FigureType, Row, Spec, divided

if TYPE_CHECKING:
    from suzhi.engines.metrics.spec import Definition


class Each(FigureType):
    """At its level a count of the year; above it a share of the children."""

    code, name = "each", _("逐个考核：每个下级单位分别达到")
    time, paced, for_each = "in_year", True, True

    def compile(self, world: Any, definition: Definition, members: Any = None) -> Any:
        from suzhi.engines.metrics.expressions.figures import counted, spread

        return spread(world, definition, counted(world, definition))

    def is_share(self, row: Row | None) -> bool:
        return row is not None and row.denominator is not None

    def is_spread(self, row: Row | None) -> bool:
        return row is not None and row.least is not None

    def read(self, spec: Spec, row: Row) -> Fraction | None:
        return divided(row) if self.is_share(row) else Fraction(row.numerator)
