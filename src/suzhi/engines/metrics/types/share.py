"""A share of a population: units or people of whom each meets a condition or does not."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suzhi.engines.metrics.types.base import FigureType, Row, Spec, divided

if TYPE_CHECKING:
    from suzhi.engines.metrics.spec import Definition


class Share(FigureType):
    """Of all that are asked, how many."""

    code, name = "coverage", gettext_noop("覆盖率：符合条件的占应覆盖的比例")
    wanted = gettext_noop("应在 0 与 1 之间，如 23/25。")
    weighed = percent = has_members = True

    def faults(self, spec: Spec) -> list[tuple[str, str, str]]:
        if "of" in spec and "having" not in spec and "that" not in spec:
            return [("having", _("比率须写 having 或 that，说明怎样算达到。"), "")]
        return []

    def compile(self, world: Any, definition: Definition, members: Any = None) -> Any:
        from suzhi.engines.metrics.expressions.shares import population, shares

        known = population(world, definition) if members is None else members
        return shares(world, definition, known)

    def read(self, spec: Spec, row: Row) -> Fraction | None:
        return divided(row)

    def fits(self, target: Fraction, spec: Spec | None = None) -> bool:
        return 0 <= target <= 1
