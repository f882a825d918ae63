"""The records behind one figure, as PostgreSQL text: compiled once by the computing process, run by pages."""

from __future__ import annotations

from typing import Any

import ibis
from ibis import _

from suzhi.engines.metrics.expressions.timing import timed
from suzhi.engines.metrics.expressions.world import World, at_nodes, select
from suzhi.engines.metrics.spec import Counted, Definition, Having, Rows

# Stand for the unit (or the member, or the record) and the year asked about; parameters in the compiled text.
ASKED = 987654321012345
YEAR = 987654322


def listings(world: World, definition: Definition) -> dict[str, str]:
    """part -> SQL with the parameters asked and year. Parts: numerator and denominator where the figure counts
    records itself (a coverage's members are stored), evidence_<n>: the records by which a member meets
    condition n.
    """
    found: dict[str, Any] = {}
    if definition.counts is not None:
        found["numerator"] = _rows(world, definition.counts, definition.counts.column)
    if definition.per is not None:
        found["denominator"] = _rows(world, definition.per.rows, definition.per.column)
    for number, having in enumerate(definition.having):
        found[f"evidence_{number}"] = _evidence(world, definition, having)
    return {name: _text(expression) for name, expression in found.items()}


def matchers(world: World, definition: Definition) -> list[dict[str, str]]:
    """By selection of the definition: SQL that finds a record by id if it passes the filters."""
    found = []
    for part in definition.parts():
        declared = world.declared(part.source)
        column = declared.by
        rows = select(world.rows(part.source), part.where)
        sql = _text(rows.filter(rows[column] == ASKED).select(one=ibis.literal(1)).limit(1))
        found.append({"record": declared.opens, "sql": sql})
    return found


def counters(world: World, definition: Definition) -> list[str]:
    """By selection of the definition: DuckDB's SQL that counts the rows of the source that pass its filters."""
    found = []
    for part in definition.parts():
        rows = select(world.rows(part.source), part.where)
        found.append(str(ibis.to_sql(rows.aggregate(found=rows.count()), dialect="duckdb")))
    return found


def _in_year(rows: Any, part: Rows) -> Any:
    return rows.filter(rows.year <= YEAR if part.time == "in_plan" else rows.year == YEAR)


def _rows(world: World, part: Rows, column: str = "") -> Any:
    declared = world.declared(part.source)
    rows = at_nodes(world, _in_year(timed(world, part), part), "at").filter(_.node == ASKED)
    counts_rows = isinstance(part, Counted) and part.measure == "rows"
    column = column or ("" if counts_rows else declared.weight)
    # So that the weights of the records listed add up to the figure.
    weight = rows[column].cast("int64") if column else ibis.literal(1)
    person = rows[declared.person] if declared.person else ibis.null("int64")
    return rows.select(id=rows.id, unit_id=rows.unit_id, day=rows["at"], weight=weight, person_id=person)


def _evidence(world: World, definition: Definition, having: Having) -> Any:
    declared = world.declared(having.source)
    rows = _in_year(timed(world, having), having)
    if definition.of is not None and definition.of.entity == "person":
        rows = rows.filter(rows[declared.person] == ASKED)
    elif having.at == "itself":
        rows = rows.filter(rows.unit_id == ASKED)
    else:
        rows = at_nodes(world, rows, "at").filter(_.node == ASKED)
    weight = rows[declared.weight].cast("int64") if declared.weight else ibis.literal(1)
    person = rows[declared.person] if declared.person else ibis.null("int64")
    return rows.select(id=rows.id, unit_id=rows.unit_id, day=rows["at"], weight=weight, person_id=person)


def _text(expression: Any) -> str:
    text = str(ibis.to_sql(expression, dialect="postgres")).replace("%", "%%")
    return text.replace(str(ASKED), "%(asked)s").replace(str(YEAR), "%(year)s")
