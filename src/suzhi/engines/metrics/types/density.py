"""So many of something to so many of something else: legal workers to 10,000 workers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suzhi.engines.metrics.types.base import FigureType, Row, Spec, divided

if TYPE_CHECKING:
    from suzhi.engines.metrics.spec import Definition


class Density(FigureType):
    """A count over a sum, times ``each``."""

    code, name = "density", gettext_noop("密度：每万人中的人数")
    wanted = gettext_noop("应为不小于 0 的数。")
    weighed = per_many = True

    def faults(self, spec: Spec) -> list[tuple[str, str, str]]:
        if "per" in spec:
            return []
        remedy = _("例：per: {source: unit_years, sum: workers, each: 10000}。")
        return [("per", _("密度须写 per。"), remedy)]

    def compile(self, world: Any, definition: Definition, members: Any = None) -> Any:
        from suzhi.engines.metrics.expressions.figures import ratio

        return ratio(world, definition)

    def read(self, spec: Spec, row: Row) -> Fraction | None:
        return divided(row, int(spec["per"].get("each", 1)))

    def shape(self, row: Row | None) -> str:
        return "density"

    def fits(self, target: Fraction, spec: Spec | None = None) -> bool:
        return target >= 0
