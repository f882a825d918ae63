"""Time rules: which rows count in which year."""

from __future__ import annotations

from typing import Any

from ibis import _

from suzhi.engines.metrics.expressions.world import World, select
from suzhi.engines.metrics.spec import Rows


def timed(world: World, part: Rows) -> Any:
    """Rows of the part with ``year`` (the first year in which the row counts) and ``at`` (the day by which its
    place in the tree is read). For in_plan a row counts from its year on; for the others in that year only.
    """
    declared = world.declared(part.source)
    rows = select(world.rows(part.source), part.where)
    if part.time == "in_plan":
        day = rows[declared.day]
        rows = rows.filter(day >= world.plan_start, day <= world.plan_end)
        return rows.mutate(year=rows[declared.day].year().cast("int64"), at=rows[declared.day])
    if part.time == "in_year" and declared.day:
        rows = rows.filter(rows[declared.day] >= world.plan_start, rows[declared.day] <= world.plan_end)
        return rows.mutate(year=rows[declared.day].year().cast("int64"), at=rows[declared.day])
    return _spanning(world, rows, declared, part.time)


def _spanning(world: World, rows: Any, declared: Any, time: str) -> Any:
    """Rows that hold for a time, or belong to a year, once for each year in which they count."""
    years = world.years
    if declared.year:
        named = rows.rename(of_year=declared.year)
        joined = named.join(years, named.of_year == years.year).drop("of_year")
    else:
        joined = rows.cross_join(years)
    if declared.span and time == "on_date":
        joined = joined.filter(_[declared.span[0]] <= _.last, _[declared.span[1]] >= _.last)
    elif declared.span and time == "in_whole_plan":
        joined = joined.filter(_[declared.span[0]] <= world.plan_end, _[declared.span[1]] >= world.plan_start)
    return joined.mutate(at=_.last).drop("first", "last")
