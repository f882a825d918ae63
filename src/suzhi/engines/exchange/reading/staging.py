"""Reading a sheet into a staging table: every cell through its column, every row through COPY."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from suzhi.engines.exchange.files.cells import BadValue, Cell, is_blank, shown
from suzhi.engines.exchange.files.container import too_many_rows
from suzhi.engines.exchange.files.workbooks import Row
from suzhi.engines.exchange.reading.column_readers import MASKED, ColumnReader
from suzhi.engines.exchange.reading.headers import Header
from suzhi.engines.exchange.reading.problems import Notice
from suzhi.engines.exchange.sheets.columns import SQL_TYPES, Column, Value
from suzhi.engines.exchange.sheets.declare import Sheet
from suzhi.engines.exchange.sheets.targets import Context

NULL = "\\N"
_CHUNK = 2_000
# Beyond this many problems of one sheet the rows are still refused, but no longer listed one by one.
_NOTED = 100_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
Report = Callable[[str, int], None]


def staged_fields(column: Column) -> list[tuple[str, str]]:
    """The fields under which a column is staged, with their SQL types."""
    fields = [(column.field, SQL_TYPES[column.kind])]
    if column.personal:
        fields += [(f"{column.field}_sealed", "bytea"), (f"{column.field}_kept", "boolean")]
        fields += [(name, kind) for name, (kind, _read) in column.personal.derived.items()]
    return fields


def copy_text(value: Value) -> str:
    """A value in COPY's text form."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple):
        quoted = ('"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"' for part in value)
        return ("{" + ",".join(quoted) + "}").translate(_ESCAPES)
    return str(value)


@dataclass(slots=True)
class CellCopier:
    """From a cell to its COPY text; what a cell became is remembered, since cells repeat."""

    reader: ColumnReader
    _seen: dict[str, str] = field(default_factory=dict)

    def text(self, cell: Cell) -> str:
        """The COPY text of all staged fields of the column; raises BadValue."""
        if type(cell) is not str:
            return self._text(cell)
        known = self._seen.get(cell)
        if known is None:
            known = self._text(cell)
            if len(self._seen) < 50_000:
                self._seen[cell] = known
        return known

    def _text(self, cell: Cell) -> str:
        value = self.reader.read(cell)
        personal = self.reader.column.personal
        if personal is None:
            return copy_text(value)
        derived = personal.derived.values()
        if value is None or value == MASKED:
            kept = "t" if value == MASKED else "f"
            return "\t".join([NULL, NULL, kept, *(NULL for _one in derived)])
        sealed, digest = personal.seal(str(value))
        read = [copy_text(derive(str(value))) for _kind, derive in derived]
        body = "\\\\x" + sealed.hex() if sealed else NULL
        return "\t".join([digest, body, "f", *read])

    @property
    def nothing(self) -> str:
        """The COPY text of an unreadable cell."""
        return "\t".join([NULL] * len(staged_fields(self.reader.column)))


def create_tables(context: Context) -> None:
    """The table of problems, filled while reading and by the rules."""
    context.run(
        "CREATE TEMP TABLE stage_problem (sheet text, row_number integer, column_name text, value text,"
        " problem text, expected text, nearest text) ON COMMIT DROP"
    )


def stage(
    context: Context, sheet: Sheet, header: Header, rows: Iterator[Row], report: Report, room: int
) -> int:
    """Read the rows below the header into ``stage_<code>``; returns how many there were."""
    types = ", ".join(f"{name} {kind}" for column in sheet.columns for name, kind in staged_fields(column))
    context.run(f"CREATE TEMP TABLE stage_{sheet.code} (_row integer, _bad boolean, {types}) ON COMMIT DROP")
    brought = [column for _place, column in header.columns]
    names = [name for column in brought for name, _kind in staged_fields(column)]
    context.present[sheet.name] = frozenset(names)
    fields = ", ".join(names)
    problems: list[tuple[Any, ...]] = []
    with context.cursor.copy(f"COPY stage_{sheet.code} (_row, _bad, {fields}) FROM STDIN") as copy:
        lines = _Lines(sheet, header, context, problems)
        count = _copy_rows(copy, lines, rows, report, room)
    with context.cursor.copy("COPY stage_problem FROM STDIN") as copy:
        for problem in problems:
            copy.write_row(problem)
    header.warnings.extend(lines.strays())
    context.run(f"ANALYZE stage_{sheet.code}")
    return count


@dataclass(slots=True)
class _Lines:
    """Makes the COPY line of a row and notes what is wrong with it."""

    sheet: Sheet
    header: Header
    context: Context
    problems: list[tuple[Any, ...]]
    copiers: list[tuple[int, Column, CellCopier]] = field(default_factory=list)
    # Rows with something where row 1 names no column: how many, and the first of them with what it holds.
    stray_rows: int = 0
    first_stray: tuple[int, str] = (0, "")

    def __post_init__(self) -> None:
        day = self.context.today if self.context.state != "draft" else date.max
        self.copiers = [
            (place, column, CellCopier(ColumnReader(column, day))) for place, column in self.header.columns
        ]

    def line(self, number: int, cells: list[Cell]) -> str:
        """The row as COPY text."""
        texts = []
        bad = False
        width = len(cells)
        if width > self.header.width or self.header.unnamed:
            self._look_for_strays(number, cells)
        for place, column, copier in self.copiers:
            cell = cells[place] if place < width else None
            try:
                texts.append(copier.text(cell))
            except BadValue as wrong:
                bad = True
                texts.append(copier.nothing)
                self._note(number, column, cell, wrong)
        return f"{number}\t{'t' if bad else 'f'}\t" + "\t".join(texts) + "\n"

    def _look_for_strays(self, number: int, cells: list[Cell]) -> None:
        """What belongs to no column is left out, and must not go unnoticed: often a comma without quotes in a CSV."""
        beyond = cells[self.header.width :] + [cells[p] for p in self.header.unnamed if p < len(cells)]
        found = next((cell for cell in beyond if not is_blank(cell)), None)
        if found is not None:
            self.stray_rows += 1
            if not self.first_stray[0]:
                self.first_stray = (number, _storable(shown(found)))

    def strays(self) -> list[Notice]:
        """One notice for all of them."""
        number, value = self.first_stray
        if not number:
            return []
        text = _("这一格上面没有列名，已忽略（%s）") % value
        if self.stray_rows > 1:
            text += _("；这样的行共 %d 处") % self.stray_rows
        return [Notice(self.sheet.name, "", text, row=number)]

    def _note(self, number: int, column: Column, cell: Cell, wrong: BadValue) -> None:
        if len(self.problems) >= _NOTED:
            return
        value = "" if column.personal else _storable(shown(cell))
        note = (
            self.sheet.name,
            number,
            column.name,
            value,
            wrong.problem,
            wrong.expected,
            _storable(wrong.nearest),
        )
        self.problems.append(note)


def _storable(text: str) -> str:
    """Without what PostgreSQL cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _copy_rows(copy: Any, lines: _Lines, rows: Iterator[Row], report: Report, room: int) -> int:
    """Every row that holds anything."""
    count = 0
    chunk: list[str] = []
    for number, cells in rows:
        if all(is_blank(cell) for cell in cells):
            continue
        count += 1
        if count > room:
            raise too_many_rows()
        chunk.append(lines.line(number, cells))
        if len(chunk) >= _CHUNK:
            copy.write("".join(chunk))
            chunk.clear()
            report(lines.sheet.name, count)
    copy.write("".join(chunk))
    report(lines.sheet.name, count)
    return count


def count_rows(rows: Iterator[Row], room: int) -> int:
    """How many rows a refused sheet holds."""
    count = 0
    for _number, cells in rows:
        if any(not is_blank(cell) for cell in cells):
            count += 1
            if count > room:
                raise too_many_rows()
    return count
