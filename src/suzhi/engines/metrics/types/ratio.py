"""One sum over another: what was spent of what was paid in wages."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suzhi.engines.metrics.types.base import FigureType, Row, Spec, divided

if TYPE_CHECKING:
    from suzhi.engines.metrics.spec import Definition


class Ratio(FigureType):
    """Both are sums over rows, added up before they are divided; each column in its own smallest unit."""

    code, name = "ratio", gettext_noop("比例：一项合计占另一项合计的比例")
    wanted = gettext_noop("应为不小于 0 的数，如 3/200。")
    weighed = percent = True

    def faults(self, spec: Spec) -> list[tuple[str, str, str]]:
        remedy = _("例：counts: {source: …, sum: 列}，per: {source: …, sum: 列, time: in_year}。")
        lacks = [place for place in ("counts", "per") if "sum" not in spec.get(place, {})]
        return [(place, _("合计之比须在 %(place)s 中写 sum。") % {"place": place}, remedy) for place in lacks]

    def compile(self, world: Any, definition: Definition, members: Any = None) -> Any:
        from suzhi.engines.metrics.expressions.figures import ratio

        return ratio(world, definition)

    def read(self, spec: Spec, row: Row) -> Fraction | None:
        return divided(row)

    def fits(self, target: Fraction, spec: Spec | None = None) -> bool:
        return target >= 0
