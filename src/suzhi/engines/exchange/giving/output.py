"""Writing workbooks: text stays text, nothing becomes a formula, memory stays flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from suzhi.engines.exchange.files.cells import Cell, CellError, plain, shown
from suzhi.engines.exchange.sheets.columns import Column, Kind
from suzhi.kernel.formulas import defused

_TEXT_KINDS = (Kind.TEXT, Kind.CODE, Kind.CHOICE, Kind.REFERENCES)
_CELL_TEXT = 32_767
_SHEET_ROWS = 1_048_575
_EXACT = 10**15
Out = str | bool | int | float | Decimal | date | datetime | CellError | None


class Book:
    """A workbook being written. Rows must come in order: each is flushed as soon as the next begins."""

    def __init__(self, path: Path) -> None:
        import xlsxwriter

        self.book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        make = self.book.add_format
        self.head = make({"bold": True, "num_format": "@", "bottom": 1, "bg_color": "#EEF1F5"})
        self.head_required = make({"bold": True, "num_format": "@", "bottom": 1, "bg_color": "#FBE9E7"})
        self.text = make({"num_format": "@"})
        self.day = make({"num_format": "yyyy-mm-dd"})
        self.plain = make({})
        self.wrong = make({"num_format": "@", "bg_color": "#FFD9D6"})
        self.note = make({"num_format": "@", "font_color": "#B3261E"})
        self.title = make({"bold": True, "font_size": 13})

    def close(self) -> None:
        """Write what is left and the table of contents."""
        self.book.close()

    def sheet(self, name: str, columns: Sequence[Column]) -> Any:
        """A worksheet with its header in row 1, columns formatted as their type wants."""
        sheet = self.book.add_worksheet(name)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width, self.format_of(column))
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.name, self.head_required if column.must_fill else self.head)
        return sheet

    def format_of(self, column: Column) -> Any:
        """How the cells of a column look."""
        if column.kind in _TEXT_KINDS:
            return self.text
        return self.day if column.kind is Kind.DATE else self.plain

    def put(self, sheet: Any, row: int, place: int, value: Out, style: Any = None) -> None:
        """One cell, by the type of its value; text goes in as text whatever it looks like."""
        if value is None or value == "":
            if style is not None:
                sheet.write_blank(row, place, None, style)
        elif isinstance(value, bool):
            sheet.write_string(row, place, "是" if value else "否", style or self.text)
        elif isinstance(value, date):
            self._put_day(sheet, row, place, value, style)
        elif isinstance(value, int | float | Decimal):
            self._put_number(sheet, row, place, value, style)
        else:
            text = value.text if isinstance(value, CellError) else defused(str(value))
            sheet.write_string(row, place, text[:_CELL_TEXT], style or self.text)

    def _put_day(self, sheet: Any, row: int, place: int, value: date, style: Any) -> None:
        if value.year < 1901 or (isinstance(value, datetime) and style):
            sheet.write_string(row, place, shown(value), style or self.text)
        else:
            sheet.write_datetime(row, place, value, self.day)

    def _put_number(self, sheet: Any, row: int, place: int, value: int | float | Decimal, style: Any) -> None:
        """A number that a spreadsheet can keep exactly, else its digits as text."""
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        exact = abs(number) < _EXACT and Decimal(repr(float(number))) == number
        if exact:
            sheet.write_number(row, place, float(value), style or self.plain)
        else:
            sheet.write_string(row, place, str(value), style or self.text)


def begun(path: Path) -> Path:
    """The unfinished file beside the one to be; a folder that is missing or closed is told of by that one's name."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.touch()
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    return part


@contextmanager
def writing(path: Path) -> Iterator[Book]:
    """A workbook that appears under its name only when it is whole."""
    part = begun(path)
    book = Book(part)
    try:
        yield book
        book.close()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def public_value(column: Column, value: Any, names: dict[str, str]) -> Out:
    """A stored value as the sheet shows it."""
    if value is None or value == "":
        return None
    if column.kind is Kind.FLAG:
        return "是" if value else "否"
    if column.kind is Kind.CHOICE:
        return names.get(value, value)
    if column.kind is Kind.REFERENCES:
        return "、".join(value)
    return value


def choice_names(column: Column) -> dict[str, str]:
    """Stored value -> public value."""
    return {stored: name for name, stored in column.choices().items()} if column.choices else {}


def write_rows(book: Book, sheet: Any, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> int:
    """The rows below a header; returns how many."""
    names = [choice_names(column) for column in columns]
    number = 0
    for number, values in enumerate(rows, start=1):
        if number > _SHEET_ROWS:
            raise OverflowError(sheet.name)
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            book.put(sheet, number, place, public_value(column, value, names[place]))
    return number


def returned_value(column: Column | None, cell: Cell) -> Out:
    """A person's own cell, as it goes back to them: the same value, and still no formula."""
    if isinstance(cell, str):
        return plain(cell)
    if column and column.kind in _TEXT_KINDS and isinstance(cell, int | float) and not isinstance(cell, bool):
        return shown(cell)
    if isinstance(cell, CellError) and cell.text == "=":
        return None
    return cell
