"""Counts, sums and people at every unit and year."""

from __future__ import annotations

from typing import Any

import ibis

from suzhi.engines.metrics.columns import PARTS
from suzhi.engines.metrics.expressions.prints import digest, with_prints
from suzhi.engines.metrics.expressions.timing import timed
from suzhi.engines.metrics.expressions.world import World, at_nodes
from suzhi.engines.metrics.spec import Counted


def amounts(world: World, part: Counted) -> Any:
    """node, year, rows, visits, people, checksum and the people parts; only where something counts.

    For in_plan every column runs on from year to year; people are counted where they first appear.
    """
    declared = world.declared(part.source)
    read = [name for name in (declared.weight, declared.person) if name]
    printed = with_prints(world, timed(world, part), "id", "unit_id", "at", *read, *_parts(declared))
    rows = at_nodes(world, printed, "at")
    sums = {"rows": rows.count(), "checksum": digest(rows)}
    if declared.weight:
        sums["visits"] = rows[declared.weight].sum().cast("int64")
        if declared.person:
            for name in PARTS:
                sums[f"visits_{name}"] = rows[declared.weight].sum(where=rows[name]).coalesce(0).cast("int64")
    table = rows.group_by(["node", "year"]).aggregate(**sums)
    if declared.person:
        table = _with_people(table, _people(rows, declared.person, running=part.time == "in_plan"))
    if part.time == "in_plan":
        table = running_totals(world, table)
    return table


def _parts(declared: Any) -> tuple[str, ...]:
    return PARTS if declared.person else ()


def _people(rows: Any, person: str, running: bool) -> Any:
    """Distinct people per node and year; with ``running`` each person once, in the first year."""
    named = rows.filter(rows[person].notnull())
    flags = {name: named[name].max() for name in PARTS}
    if running:
        once = named.group_by(["node", person]).aggregate(year=named.year.min(), **flags)
    else:
        once = named.group_by(["node", "year", person]).aggregate(**flags)
    sums = {f"people_{name}": once[name].ifelse(1, 0).sum().cast("int64") for name in PARTS}
    return once.group_by(["node", "year"]).aggregate(people=once.count(), **sums)


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
