"""The types of figures, one file each: what a type compiles to, how its value is read, what fits as its target.

Whoever has a definition takes its type from here and asks it; no other file compares its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from suzhi.engines.metrics.types.base import FigureType
from suzhi.engines.metrics.types.count import Count, Cumulative, Stock
from suzhi.engines.metrics.types.density import Density
from suzhi.engines.metrics.types.each import Each
from suzhi.engines.metrics.types.milestone import Milestone
from suzhi.engines.metrics.types.ratio import Ratio
from suzhi.engines.metrics.types.share import Share

FIGURE_TYPES: dict[str, FigureType] = {
    one.code: one
    for one in (Count(), Each(), Cumulative(), Stock(), Share(), Density(), Ratio(), Milestone())
}


def type_of(spec: Mapping[str, Any]) -> FigureType:
    """The type of a definition."""
    return FIGURE_TYPES[spec["type"]]
