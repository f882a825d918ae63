"""Numbers of records, visits or people: of a year, from the plan's start on, or there on the last day."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from suzhi.engines.metrics.types.base import FigureType


class Count(FigureType):
    """Within a year."""

    code, name = "count", _("次数：一年之内的合计")
    time, paced = "in_year", True


class Cumulative(FigureType):
    """From the plan's start to the end of the year."""

    code, name = "cumulative", _("累计：从规划开始到当年年底的合计")
    time, paced, running = "in_plan", True, True


class Stock(FigureType):
    """There on the last day of the year."""

    code, name = "stock", _("存量：年底仍在的个数")
