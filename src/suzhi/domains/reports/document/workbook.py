"""All values as a workbook: one row per value, exact fraction beside the readable figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from suzhi.domains.reports.document.content import (
    COMMITMENT_WORDS,
    STATE_WORDS,
    Definition,
    Figure,
    Setting,
    ValueRow,
)
from suzhi.domains.reports.document.figures import render
from suzhi.domains.reports.document.package import cannot_write
from suzhi.kernel.exact import fraction_text, rounded

# The format's own limit, less the header.
ROWS_PER_SHEET = 1_048_575
Cell = str | int | float | None

COLUMNS: tuple[tuple[str, int], ...] = (
    ("指标编码", 26),
    ("指标", 34),
    ("条款", 14),
    ("单位编码", 16),
    ("单位", 26),
    ("年度", 8),
    ("写法", 24),
    ("数值", 14),
    ("精确值", 16),
    ("分子", 12),
    ("分母", 12),
    ("计量单位", 10),
    ("目标", 14),
    ("期限", 14),
    ("要求", 10),
    ("状态", 10),
    ("人数", 10),
    ("人次", 10),
    ("下级达到数", 10),
    ("下级总数", 10),
    ("下级最少", 10),
    ("值编号", 20),
)


def write_values_xlsx(
    rows: Iterable[ValueRow],
    path: Path | str,
    definitions: Sequence[Definition] = (),
    settings: Sequence[Setting] = (),
) -> int:
    """Streams the rows to disk, however many there are; returns their number."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            writer = _Sheets(book)
            count = writer.values(rows)
            writer.definitions(definitions, settings)
    except (FileCreateError, OSError) as error:
        raise cannot_write(Path(path)) from error
    return count


class _Sheets:
    """Text cells carry the quote mark, so that editing them later does not make formulas of them."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.text: Format = book.add_format({"num_format": "@", "quote_prefix": True, "valign": "top"})
        self.wrapped: Format = book.add_format(
            {"num_format": "@", "quote_prefix": True, "valign": "top", "text_wrap": True}
        )
        self.head: Format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.number: Format = book.add_format({"num_format": "#,##0.####", "valign": "top"})

    def values(self, rows: Iterable[ValueRow]) -> int:
        sheet, line, count, number = self._sheet("数值", COLUMNS), 0, 0, 1
        for row in rows:
            if line == ROWS_PER_SHEET:
                sheet.autofilter(0, 0, line, len(COLUMNS) - 1)
                number += 1
                sheet, line = self._sheet(f"数值{number}", COLUMNS), 0
            line += 1
            count += 1
            for column, cell in enumerate(_cells(row)):
                self._write(sheet, line, column, cell, self.text)
        sheet.autofilter(0, 0, max(line, 1), len(COLUMNS) - 1)
        return count

    def definitions(self, definitions: Sequence[Definition], settings: Sequence[Setting]) -> None:
        columns = (
            ("指标编码", 26),
            ("指标", 34),
            ("条款", 14),
            ("口径", 70),
            ("版本", 8),
            ("设置", 40),
            ("口径摘要", 70),
        )
        sheet = self._sheet("口径", columns)
        for line, item in enumerate(definitions, start=1):
            used = "；".join(f"{setting.label}：{setting.value}" for setting in item.settings)
            cells = (item.code, item.name, item.clause, item.words, item.version, used, item.digest)
            for column, cell in enumerate(cells):
                self._write(sheet, line, column, cell, self.wrapped)
        sheet = self._sheet("设置", (("名称", 26), ("设置", 40), ("取值", 40)))
        for line, setting in enumerate(settings, start=1):
            for column, cell in enumerate((setting.name, setting.label, setting.value)):
                self._write(sheet, line, column, cell, self.wrapped)

    def _sheet(self, name: str, columns: Sequence[tuple[str, int]]) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, (title, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, self.head)
        return sheet

    def _write(self, sheet: Worksheet, line: int, column: int, cell: Cell, text: Format) -> None:
        if cell is None:
            return
        if isinstance(cell, str):
            sheet.write_string(line, column, cell[:32_767], text)
        else:
            sheet.write_number(line, column, cell, self.number)


def _cells(row: ValueRow) -> tuple[Cell, ...]:
    figure = row.figure
    return (
        figure.code,
        figure.name,
        figure.clause,
        row.unit_code,
        row.unit_name,
        row.year,
        render(figure, "full"),
        _decimal(figure),
        None if figure.value is None else fraction_text(figure.value),
        figure.numerator,
        figure.denominator,
        figure.unit_of_measure,
        render(figure, "target"),
        None if figure.due is None else figure.due.isoformat(),
        COMMITMENT_WORDS[figure.commitment],
        STATE_WORDS[figure.state],
        figure.people,
        figure.visits,
        figure.children_met,
        figure.children,
        None if figure.least is None else fraction_text(figure.least),
        figure.value_id,
    )


def _decimal(figure: Figure) -> float | None:
    """A spreadsheet knows only binary numbers; the exact value stands beside it."""
    if figure.value is None or figure.state == "no_records":
        return None
    return float(rounded(figure.value, 4, figure.target))
