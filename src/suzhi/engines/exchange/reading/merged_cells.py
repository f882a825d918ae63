"""Merged cells: only the first of them holds a value, so the others would be taken for empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from django.utils.translation import gettext as _

from suzhi.engines.exchange.files.workbooks import Span
from suzhi.engines.exchange.reading.headers import Header
from suzhi.engines.exchange.sheets.declare import Sheet
from suzhi.engines.exchange.sheets.targets import Context

_MOST = 100_000
_ROWS = "SELECT generate_series(m.first, m.last) FROM (SELECT unnest(%s::int[]), unnest(%s::int[])) m(first, last)"
_CELLS = "SELECT unnest(%s::int[]), unnest(%s::text[])"
_PROBLEMS = (
    "INSERT INTO stage_problem SELECT %s, c.row, c.name, '', %s, %s, ''"
    f" FROM ({_CELLS}) c(row, name) JOIN {{table}} s ON s._row = c.row"
)
Stretch = tuple[int, int]


def refuse_merged(context: Context, sheet: Sheet, header: Header, spans: Iterable[Span]) -> None:
    """Refuse the rows in which a known column lies under a merged cell: an empty cell would clear the field."""
    table = f"stage_{sheet.code}"
    bottom = context.rows(f"SELECT COALESCE(max(_row), 0) FROM {table}")[0][0]
    covered = {name: joined(found) for name, found in _covered(header, spans, bottom).items()}
    if not covered:
        return
    cells = [list(part) for part in zip(*listed_cells(covered, _MOST), strict=True)]
    context.run(
        f"DELETE FROM stage_problem WHERE sheet = %s AND (row_number, column_name) IN ({_CELLS})",
        [sheet.name, *cells],
    )
    context.run(
        _PROBLEMS.format(table=table),
        [sheet.name, _("单元格是合并的，只有左上角一格有值"), _("取消合并，每一格都填写"), *cells],
    )
    rows = joined(stretch for stretches in covered.values() for stretch in stretches)
    context.run(
        f"UPDATE {table} SET _bad = true WHERE _row IN ({_ROWS})",
        [[first for first, _last in rows], [last for _first, last in rows]],
    )


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same rows in stretches that do not touch: ten thousand of them may lie upon each other."""
    found: list[Stretch] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def listed_cells(covered: Mapping[str, Iterable[Stretch]], most: int) -> list[tuple[int, str]]:
    """The cells to be named one by one; beyond the limit the rows are refused without."""
    cells = ((row, name) for name, all_ in covered.items() for a, b in all_ for row in range(a, b + 1))
    return list(islice(cells, most))


def _covered(header: Header, spans: Iterable[Span], bottom: int) -> dict[str, list[Stretch]]:
    """The rows of each column, down to the last, that lie under a merged cell; its own first cell left out."""
    found: dict[str, list[Stretch]] = {}
    for first, left, last, right in spans:
        for place, column in header.columns:
            start, end = first + 1 if place == left else first, min(last, bottom)
            if left <= place <= right and start <= end:
                found.setdefault(column.name, []).append((start, end))
    return found
