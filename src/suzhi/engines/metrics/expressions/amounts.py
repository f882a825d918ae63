"""Counts, sums and people at every unit and year."""

from __future__ import annotations

from typing import Any

import ibis

from suzhi.engines.metrics.columns import PARTS
from suzhi.engines.metrics.expressions.places import Places, carried_up, placed, places_of
from suzhi.engines.metrics.expressions.prints import digest, with_prints
from suzhi.engines.metrics.expressions.timing import timed
from suzhi.engines.metrics.expressions.world import World
from suzhi.engines.metrics.spec import SUM, Counted


def amounts(world: World, part: Counted) -> Any:
    """node, year, rows, visits, people, checksum and the people parts; only where something counts.

    For in_plan every column runs on from year to year; people are counted where they first appear.
    """
    declared, places = world.declared(part.source), places_of(world)
    read = dict.fromkeys(name for name in (declared.weight, declared.person, part.column) if name)
    parts = PARTS if declared.person else ()
    printed = with_prints(world, timed(world, part), "id", "unit_id", "at", *read, *parts)
    rows = placed(places, printed, "at")
    table = _summed(places, rows, declared.weight, parts, part.column)
    if declared.person:
        table = _with_people(table, _people(places, rows, declared.person, running=part.time == "in_plan"))
    if part.time == "in_plan":
        table = running_totals(world, table)
    return table


def _summed(places: Places, rows: Any, weight: str, parts: tuple[str, ...], column: str) -> Any:
    """What is added up row by row: by place, then by unit above."""
    sums = {"rows": rows.count(), "checksum": digest(rows)}
    if column:
        sums[SUM] = rows[column].sum().coalesce(0).cast("int64")
    if weight:
        sums["visits"] = rows[weight].sum().cast("int64")
        for name in parts:
            sums[f"visits_{name}"] = rows[weight].sum(where=rows[name]).coalesce(0).cast("int64")
    return _totals(carried_up(places, rows.group_by(["place", "year"]).aggregate(**sums)))


def _totals(rows: Any) -> Any:
    """Sums by node and year of every other column, in its type."""
    columns = [name for name in rows.columns if name not in ("node", "year", "place")]
    sums = {name: rows[name].sum().cast(rows[name].type()) for name in columns}
    return rows.group_by(["node", "year"]).aggregate(**sums)


def _people(places: Places, rows: Any, person: str, running: bool) -> Any:
    """Distinct people per node and year; with ``running`` each person once, in the first year.

    Those seen at one place are counted there and added up; those seen at several once at every unit above.
    """
    named = rows.filter(rows[person].notnull())
    flags = {name: named[name].max() for name in PARTS}
    if running:
        by, first = [person], {"year": named.year.min()}
    else:
        by, first = ["year", person], {}
    once = named.group_by(by).aggregate(place=named.place.min(), other=named.place.max(), **first, **flags)
    settled = _heads(carried_up(places, _heads(once.filter(once.place == once.other), "place")), "node")
    seen = named.semi_join(once.filter(once.place != once.other), by)
    seen = seen.select("place", "year", person, *PARTS)
    above = carried_up(places, seen.distinct())
    flags = {name: above[name].max() for name in PARTS}
    if running:
        whole = above.group_by(["node", person]).aggregate(year=above.year.min(), **flags)
    else:
        whole = above.group_by(["node", "year", person]).aggregate(**flags)
    return _totals(settled.union(_heads(whole, "node")))


def _heads(rows: Any, by: str) -> Any:
    """How many, by node or place and year; rows of people, or of such counts already."""
    if "people" in rows.columns:
        names = ["people", *(f"people_{name}" for name in PARTS)]
        sums = {name: rows[name].sum().cast("int64") for name in names}
    else:
        sums = {"people": rows.count()}
        sums |= {f"people_{name}": rows[name].ifelse(1, 0).sum().cast("int64") for name in PARTS}
    return rows.group_by([by, "year"]).aggregate(**sums)


def _with_people(table: Any, people: Any) -> Any:
    joined = table.left_join(people, ["node", "year"]).drop("node_right", "year_right")
    zeros = {c: joined[c].coalesce(0) for c in ["people", *(f"people_{name}" for name in PARTS)]}
    return joined.mutate(**zeros)


def running_totals(world: World, table: Any) -> Any:
    """Yearly figures as totals from the plan's start to the end of each year."""
    columns = [c for c in table.columns if c not in ("node", "year")]
    grid = table.select("node").distinct().cross_join(world.years.select("year"))
    filled = grid.left_join(table, ["node", "year"]).drop("node_right", "year_right")
    window = ibis.window(group_by="node", order_by="year", preceding=None, following=0)
    return filled.mutate(
        **{c: filled[c].coalesce(0).sum().over(window).cast(table[c].type()) for c in columns}
    )
