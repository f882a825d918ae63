"""A place: a unit over a stretch of time in which the units above it stay the same.

Rows are few by place and many by unit above: what can be added up is added up by place first and then carried up.
Nearly everybody is at one place; such people can be counted at their place and added up as well, and only those seen
at several are counted anew at every unit above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ibis
from ibis import _

from suzhi.engines.metrics.expressions.world import World


@dataclass(frozen=True)
class Places:
    """``each``: place, below, since, until; ``above``: node, at_place."""

    each: Any
    above: Any


def places_of(world: World) -> Places:
    """The places of the tree, numbered; stretches without any line have no unit above and give no row."""
    tree = world.tree
    begins = tree.select("unit_id", since=_.valid_from)
    ends = tree.filter(_.valid_to < ibis.date(9999, 12, 31))
    after = ends.select("unit_id", since=(_.valid_to + ibis.interval(days=1)).cast("date"))
    starts = begins.union(after).distinct()
    following = starts.since.lead().over(group_by=starts.unit_id, order_by=starts.since)
    each = starts.select(
        place=ibis.row_number().over(order_by=[starts.unit_id, starts.since]).cast("int64"),
        below="unit_id",
        since="since",
        until=following.coalesce(ibis.date(9999, 12, 31)),
        last=following.isnull(),
    )
    within = [
        each.below == tree.unit_id,
        each.since >= tree.valid_from,
        each.since <= tree.valid_to,
    ]
    above = each.join(tree, within).select(node=tree.ancestor_id, at_place=each.place)
    return Places(each, above)


def placed(places: Places, rows: Any, day: str) -> Any:
    """Each row with the ``place`` of its unit on that day; rows of no place are left out."""
    each = places.each
    within = [
        rows.unit_id == each.below,
        rows[day] >= each.since,
        (rows[day] < each.until) | each.last,
    ]
    return rows.join(each, within).drop("below", "since", "until", "last")


def carried_up(places: Places, table: Any) -> Any:
    """Each row of a table by place once for every unit above, as ``node``."""
    return table.join(places.above, table.place == places.above.at_place).drop("at_place")
