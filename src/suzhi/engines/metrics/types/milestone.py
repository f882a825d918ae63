"""Done or not, with the day: said by people, computed from nothing."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext_noop as _

from suzhi.engines.metrics.types.base import FigureType, Spec


class Milestone(FigureType):
    """Something that is done once."""

    code, name = "milestone", _("完成事项：是否完成和完成日期")
    wanted = _("应为 1。")
    computed = False

    def fits(self, target: Fraction, spec: Spec | None = None) -> bool:
        return target == 1
