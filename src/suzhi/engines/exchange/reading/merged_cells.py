"""Merged cells: only the first of them holds a value, so the others would be taken for empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from suzhi.engines.exchange.files.workbooks import Span
from suzhi.engines.exchange.reading.headers import Header
from suzhi.engines.exchange.sheets.declare import Sheet
from suzhi.engines.exchange.sheets.targets import Context

_MOST = 100_000
_COVERED = "SELECT unnest(%s::int[]) AS first, unnest(%s::int[]) AS last, unnest(%s::text[]) AS name"
_ROWS = f"SELECT s._row, m.name FROM {{table}} s JOIN ({_COVERED}) m ON s._row BETWEEN m.first AND m.last"


def refuse_merged(context: Context, sheet: Sheet, header: Header, spans: Iterable[Span]) -> None:
    """Refuse the rows in which a known column lies under a merged cell: an empty cell would clear the field."""
    covered = list(_covered(header, spans))
    if not covered:
        return
    given = [list(part) for part in zip(*covered, strict=True)]
    table = f"stage_{sheet.code}"
    rows = _ROWS.format(table=table)
    context.run(
        "DELETE FROM stage_problem WHERE sheet = %s"
        f" AND (row_number, column_name) IN (SELECT _row, name FROM ({rows}) c)",
        [sheet.name, *given],
    )
    context.run(
        f"INSERT INTO stage_problem SELECT %s, _row, name, '', %s, %s, '' FROM ({rows} LIMIT {_MOST}) c",
        [sheet.name, _("单元格是合并的，只有左上角一格有值"), _("取消合并，每一格都填写"), *given],
    )
    context.run(f"UPDATE {table} SET _bad = true WHERE _row IN (SELECT _row FROM ({rows}) c)", given)


def _covered(header: Header, spans: Iterable[Span]) -> Iterator[tuple[int, int, str]]:
    """First and last row, and column, of what lies under a merged cell; its own first cell left out."""
    for first, left, last, right in spans:
        for place, column in header.columns:
            start = first + 1 if place == left else first
            if left <= place <= right and start <= last:
                yield start, last, column.name
