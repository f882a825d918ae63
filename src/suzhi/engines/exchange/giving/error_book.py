"""The person's own workbook, given back with a column 错误."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from suzhi.engines.exchange.files.cells import is_blank
from suzhi.engines.exchange.files.workbooks import Row, SheetRows, open_workbook
from suzhi.engines.exchange.giving.output import Book, Out, returned_value, writing
from suzhi.engines.exchange.reading.headers import column_name
from suzhi.engines.exchange.reading.problems import Problem
from suzhi.engines.exchange.sheets.columns import Column
from suzhi.engines.exchange.sheets.declare import (
    ERROR_COLUMN,
    LIST_SHEET,
    OWN_SHEETS,
    REGISTRY,
    Sheet,
    SheetRegistry,
)

RowProblems = Mapping[tuple[str, int], Sequence[Problem]]


def write_error_book(
    source: Path, path: Path, problems: Sequence[Problem], registry: SheetRegistry = REGISTRY
) -> None:
    """Every visible sheet of the source; refused rows say what is wrong, wrong cells are marked."""
    by_row: dict[tuple[str, int], list[Problem]] = {}
    for problem in problems:
        by_row.setdefault((problem.sheet, problem.row), []).append(problem)
    with writing(path) as book, open_workbook(source) as workbook:
        _list_problems(book, problems)
        names = {LIST_SHEET}
        for rows in workbook.sheets:
            if rows.name not in OWN_SHEETS:
                name = _sheet_name(rows.name, names)
                _give_back(book, book.book.add_worksheet(name), rows, registry.get(rows.name), by_row)


def _list_problems(book: Book, problems: Sequence[Problem]) -> None:
    """The first sheet: every problem in one list, passed over when the workbook comes back."""
    out = book.book.add_worksheet(LIST_SHEET)
    out.set_column(0, 2, 12)
    out.set_column(3, 6, 30)
    heads = (_("工作表"), _("行"), _("列"), _("填写的值"), _("问题"), _("应为"), _("最接近的值"))
    for place, name in enumerate(heads):
        out.write_string(0, place, name, book.head)
    for row, one in enumerate(problems, start=1):
        cells: tuple[Out, ...] = (
            one.sheet,
            one.row,
            one.column,
            one.value,
            one.problem,
            one.expected,
            one.nearest,
        )
        for place, value in enumerate(cells):
            book.put(out, row, place, value)


def _sheet_name(name: str, taken: set[str]) -> str:
    """The name as a spreadsheet allows it: CSV files may be called anything."""
    clean = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", name).strip("'")[:31] or "_"
    while clean.lower() in taken:
        clean = f"{clean[:28]}_{len(taken)}"
    taken.add(clean.lower())
    return clean


def _give_back(book: Book, out: Any, rows: SheetRows, sheet: Sheet | None, by_row: RowProblems) -> None:
    """One sheet, the column 错误 in front so that it is seen."""
    out.freeze_panes(1, 1)
    out.set_column(0, 0, 40, book.note)
    columns: list[Column | None] = []
    skip = -1
    for number, cells in _from_first(rows.rows()):
        if number == 1:
            names = [column_name(cell) for cell in cells]
            skip = names.index(ERROR_COLUMN) if ERROR_COLUMN in names else -1
            columns = [sheet.column(name) if sheet else None for name in names]
            for place, column in enumerate(columns):
                if column:
                    out.set_column(
                        _moved(place, skip), _moved(place, skip), column.width, book.format_of(column)
                    )
        found = by_row.get((rows.name, number), ())
        _write_note(book, out, number, found)
        wrong = {problem.column for problem in found}
        for place, cell in enumerate(cells):
            if place != skip and not is_blank(cell):
                column = columns[place] if place < len(columns) else None
                style = book.head if number == 1 else book.wrong if column and column.name in wrong else None
                book.put(out, number - 1, _moved(place, skip), returned_value(column, cell), style)


def _from_first(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows, with row 1 even where the file leaves it out."""
    first = next(rows, (1, []))
    if first[0] != 1:
        yield 1, []
    yield first
    yield from rows


def _moved(place: int, skip: int) -> int:
    """Where a cell goes: one to the right, but for those behind an older column 错误."""
    return place if 0 <= skip < place else place + 1


def _write_note(book: Book, out: Any, number: int, found: Sequence[Problem]) -> None:
    if number == 1:
        out.write_string(0, 0, ERROR_COLUMN, book.head_required)
        if found:
            out.write_comment(0, 0, "\n".join(problem.sentence() for problem in found))
    elif found:
        book.put(out, number - 1, 0, "\n".join(problem.sentence() for problem in found), book.note)
