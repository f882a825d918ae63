"""One definition, whole: its value at every unit and year as one expression."""

from __future__ import annotations

from typing import Any

import ibis
from ibis import _

from suzhi.engines.metrics.columns import FIXED, PART_COLUMNS
from suzhi.engines.metrics.expressions.amounts import amounts
from suzhi.engines.metrics.expressions.prints import digest, with_prints
from suzhi.engines.metrics.expressions.timing import timed
from suzhi.engines.metrics.expressions.world import World, at_nodes
from suzhi.engines.metrics.spec import Definition
from suzhi.engines.metrics.types import FIGURE_TYPES


def figures(world: World, definition: Definition, members: Any = None) -> Any:
    """unit_id, year, FIXED, checksum, PART_COLUMNS. No row: no records.

    ``members``: the population of a coverage where it was computed already.
    """
    return _shape(FIGURE_TYPES[definition.type].compile(world, definition, members))


def counted(world: World, definition: Definition) -> Any:
    """The measured column as numerator wherever anything of the source was ever recorded, zeros included."""
    part = definition.counts
    assert part is not None
    table = amounts(world, part)
    everything = world.rows(part.source)
    units = everything.select("unit_id").distinct()
    tree = world.tree.select(node="ancestor_id", below="unit_id")
    recorded = units.join(tree, units.unit_id == tree.below).select("node").distinct()
    grid = recorded.cross_join(world.years.select("year"))
    filled = grid.left_join(table, ["node", "year"]).drop("node_right", "year_right")
    columns = [c for c in filled.columns if c not in ("node", "year")]
    filled = filled.mutate(**{c: filled[c].coalesce(0) for c in columns})
    return filled.mutate(numerator=filled[part.measure]).drop("rows")


def spread(world: World, definition: Definition, counted: Any) -> Any:
    """Above the level: how many children meet the target of how many, the least of them, and the total."""
    children = _level_units(world, definition.level)
    values = counted.select(child="node", child_year="year", amount="numerator")
    known = children.left_join(
        values, [children.unit_id == values.child, children.year == values.child_year]
    ).drop("child", "child_year")
    known = with_prints(world, known.mutate(amount=known.amount.coalesce(0)), "unit_id", "at", "amount")
    held = at_nodes(world, known, "at").filter(_.node != _.unit_id)
    target = definition.target
    reached = (
        held.amount * target.denominator >= target.numerator if target is not None else ibis.literal(True)
    )
    parents = held.group_by(["node", "year"]).aggregate(
        met=held.count(where=reached).cast("int64"),
        of=held.count().cast("int64"),
        least=held.amount.min(),
        children=digest(held),
    )
    joined = counted.left_join(parents, ["node", "year"]).drop("node_right", "year_right")
    return joined.mutate(
        total=joined.of.notnull().ifelse(joined.numerator, None),
        numerator=joined.met.coalesce(joined.numerator),
        denominator=joined.of,
        checksum=joined.checksum + joined.children.coalesce(0),
    ).drop("met", "of", "children")


def _level_units(world: World, level: str) -> Any:
    units = world.rows("units").filter(_.unit_type == level)
    years = world.years
    held = units.cross_join(years).filter(_.opened <= _.last, _.closed >= _.last)
    return held.select("unit_id", "year", at=_.last)


def ratio(world: World, definition: Definition) -> Any:
    """An amount over a sum, wherever there is something to divide by."""
    assert definition.per is not None and definition.counts is not None
    per = timed(world, definition.per.rows)
    rows = at_nodes(world, with_prints(world, per, "id", "unit_id", "at", definition.per.column), "at")
    below = rows.group_by(["node", "year"]).aggregate(
        denominator=rows[definition.per.column].sum().cast("int64"), below=digest(rows)
    )
    below = below.filter(below.denominator > 0)
    above = amounts(world, definition.counts)
    joined = below.left_join(above, ["node", "year"]).drop("node_right", "year_right")
    columns = [c for c in joined.columns if c not in ("node", "year", "denominator", "below")]
    joined = joined.mutate(**{c: joined[c].coalesce(0) for c in columns})
    joined = joined.mutate(checksum=joined.checksum + joined.below)
    return joined.mutate(numerator=joined[definition.counts.measure]).drop("rows")


def _shape(table: Any) -> Any:
    columns: dict[str, Any] = {"unit_id": table.node, "year": table.year}
    for name in (*FIXED, *PART_COLUMNS):
        columns[name] = table[name].cast("int64") if name in table.columns else ibis.null("int64")
    columns["checksum"] = table.checksum.cast("decimal(38,0)")
    return table.select(**columns)
