"""The tables an expression stands on, by name only, so that any engine can run it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import ibis
from ibis import _

from suzhi.engines.metrics.columns import RANK
from suzhi.engines.metrics.registry import all_bases, source
from suzhi.kernel.sources import Source

IBIS_TYPES = {"int": "int64", "text": "string", "bool": "boolean", "date": "date"}


@dataclass(frozen=True)
class World:
    """Sources, tree and years of one catalogue. ``least_rank``: from which state records count.

    ``engine``: whose SQL it becomes, where engines differ.
    """

    first_year: int
    last_year: int
    least_rank: int
    engine: str = "duckdb"

    @cached_property
    def years(self) -> Any:
        """One row a year: year, first, last."""
        spans = ibis.range(self.first_year, self.last_year + 1).unnest().name("year").as_table()
        return spans.mutate(
            year=_.year.cast("int64"),
            first=ibis.date(_.year.cast("int32"), 1, 1),
            last=ibis.date(_.year.cast("int32"), 12, 31),
        )

    @cached_property
    def tree(self) -> Any:
        base = all_bases()["org_closure"]
        return ibis.table(
            {n: IBIS_TYPES[k] for n, (k, _sql) in base.columns.items()}, name="base_org_closure"
        )

    @property
    def plan_start(self) -> Any:
        return ibis.literal(date(self.first_year, 1, 1))

    @property
    def plan_end(self) -> Any:
        return ibis.literal(date(self.last_year, 12, 31))

    def rows(self, name: str) -> Any:
        """The rows of a source that are in a counted state."""
        declared = source(name)
        table = ibis.table({n: IBIS_TYPES[k] for n, k in declared.columns.items()}, name=f"src_{name}")
        if RANK in declared.columns:
            table = table.filter(table[RANK] >= self.least_rank)
        return table

    def declared(self, name: str) -> Source:
        return source(name)


def select(table: Any, where: Any) -> Any:
    """Rows that satisfy every filter: equal, one of a list, or text that contains any of several words."""
    for name, value in where.items():
        column = table[name]
        if isinstance(value, list):
            table = table.filter(column.isin(value))
        elif isinstance(value, dict):
            words = value["contains_any"]
            found = column.contains(words[0])
            for word in words[1:]:
                found = found | column.contains(word)
            table = table.filter(found)
        else:
            table = table.filter(column == value)
    return table


def at_nodes(world: World, rows: Any, day: str) -> Any:
    """Each row once for every unit above it (and itself) on that day, as ``node``."""
    tree = world.tree.select(
        node=_.ancestor_id, below=_.unit_id, holds_from=_.valid_from, holds_to=_.valid_to
    )
    return rows.join(
        tree,
        [rows.unit_id == tree.below, rows[day] >= tree.holds_from, rows[day] <= tree.holds_to],
    ).drop("below", "holds_from", "holds_to")
