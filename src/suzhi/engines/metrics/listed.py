"""The rows behind a figure in their fixed order: the newest day first, on one day in the order of their numbers.

At a city a figure stands on hundreds of thousands of rows, and sorting them all for the first fifty takes seconds.
So a page is looked for among the newest days first, and further back only while it is not full: every row of the
days that were looked at comes before every row of the days that were not. Whoever leafs on says from which row, so
that the thousandth page costs what the first one does. At a small unit, where the days are thin, the rows that can
stand there at all are named first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from suzhi.kernel import clock
from suzhi.kernel.sources import Source

# How many days back each look goes; then all of them.
REACHES = (14, 56, 224)
# Up to so many units, and so many rows, the rows are named.
SMALL_UNITS, NEAR_ROWS = 400, 40_000
_ORDER, _BACKWARDS = "ORDER BY day DESC, id", "ORDER BY day, id DESC"
_BEYOND = {
    True: "(day < %(at)s OR (day = %(at)s AND id > %(row)s))",
    False: "(day > %(at)s OR (day = %(at)s AND id < %(row)s))",
}
# The tree under a small unit, given whole: the planner takes the table to hold one row for it, and would look
# through all the records once for every unit below.
_TREE = '"base_org_closure"'
_BRANCH = (
    "(SELECT %(asked)s::bigint AS ancestor_id, b.* FROM"
    " unnest(%(units)s::bigint[], %(since)s::date[], %(until)s::date[]) AS b (unit_id, valid_from, valid_to))"
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A row from which one leafs on, or back."""

    day: date
    row: int
    onward: bool = True


@dataclass(frozen=True)
class Listing:
    """One compiled listing, asked for one unit (or member) and year. ``at_units``: what is asked for is a unit."""

    text: str
    source: Source
    asked: int
    year: int
    at_units: bool

    def all(self) -> list[Any]:
        """Every row."""
        near = self._near()
        if near is None:
            return self._fetch(self.text, [], "", {})
        text, named = _named(self.text)
        return self._fetch(text, [named], "", near)

    def page(self, limit: int, offset: int, anchor: Anchor | None = None) -> list[Any]:
        """One page: so many rows beyond the anchor; without one, what it costs hangs on how far back it lies."""
        cut = f" LIMIT {int(limit)}" + ("" if anchor else f" OFFSET {int(offset)}")
        onward = anchor is None or anchor.onward
        beyond = [_BEYOND[onward]] if anchor else []
        more = {"at": anchor.day, "row": anchor.row} if anchor else {}
        near = self._near()
        if near is not None:
            text, named = _named(self.text)
            return self._fetch(text, [named, *beyond], cut, {**near, **more}, onward)
        start = anchor.day if anchor else min(date(self.year, 12, 31), clock.today())
        for days in REACHES:
            reach = {"reach": start - timedelta(days) if onward else start + timedelta(days)}
            within = "day > %(reach)s" if onward else "day < %(reach)s"
            rows = self._fetch(self.text, [within, *beyond], cut, {**reach, **more}, onward)
            if len(rows) == limit:
                return rows
        return self._fetch(self.text, beyond, cut, more, onward)

    def _fetch(
        self, text: str, where: Sequence[str], cut: str, more: Mapping[str, Any], onward: bool = True
    ) -> list[Any]:
        wanted = f"WHERE {' AND '.join(where)} " if where else ""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT * FROM ({text}) AS listed {wanted}{_ORDER if onward else _BACKWARDS}{cut}",
                {"asked": self.asked, "year": self.year, **more},
            )
            rows = cursor.fetchall()
        return rows if onward else rows[::-1]

    def _near(self) -> dict[str, Any] | None:
        """The units below and the rows that can stand there; None where they are many, or the source names none."""
        if not self.source.near or not self.at_units:
            return None
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT unit_id, valid_from, valid_to FROM base_org_closure WHERE ancestor_id = %s"
                f" LIMIT {SMALL_UNITS + 1}",
                [self.asked],
            )
            branch = cursor.fetchall()
            if len(branch) > SMALL_UNITS:
                return None
            units, since, until = ([row[at] for row in branch] for at in range(3))
            sql = f"SELECT id FROM ({self.source.near}) AS near (id) LIMIT {NEAR_ROWS + 1}"
            cursor.execute(sql, [units] * self.source.near.count("%s"))
            found = [row[0] for row in cursor.fetchall()]
        if len(found) > NEAR_ROWS:
            return None
        return {"near": found, "units": units, "since": since, "until": until}


def _named(text: str) -> tuple[str, str]:
    """The listing over the branch alone, and the condition that names its rows."""
    return text.replace(_TREE, _BRANCH), "id = ANY(%(near)s::bigint[])"
