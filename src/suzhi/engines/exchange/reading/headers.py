"""Row 1 of a sheet: which column stands where, what is missing, what is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _

from suzhi.engines.exchange.files.cells import Cell, is_blank, plain, shown
from suzhi.engines.exchange.files.container import LIMITS
from suzhi.engines.exchange.files.workbooks import Row
from suzhi.engines.exchange.reading.problems import Notice, Problem
from suzhi.engines.exchange.sheets.columns import Column
from suzhi.engines.exchange.sheets.declare import ERROR_COLUMN, Sheet
from suzhi.engines.exchange.sheets.spelling import nearest
from suzhi.kernel.letters import visible

_LOOK_AHEAD = 6


@dataclass(slots=True)
class Header:
    """The columns that were found, by their place; problems refuse the whole sheet."""

    columns: list[tuple[int, Column]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    # How many cells of row 1 were read, and which of them are blank: what stands below those belongs to no column.
    width: int = 0
    unnamed: list[int] = field(default_factory=list)


def split_header(sheet: Sheet, rows: Iterable[Row]) -> tuple[Header, Iterator[Row]]:
    """The header, and the rows below it."""
    stream = iter(rows)
    first = list(islice(stream, _LOOK_AHEAD))
    if not first or first[0][0] != 1:
        first.insert(0, (1, []))
    header = _read(sheet, first[0][1])
    if not header.columns:
        header.problems = [_no_header(sheet, first)]
    return header, chain(first[1:], stream)


def _read(sheet: Sheet, cells: list[Cell]) -> Header:
    names = [column_name(cell) for cell in cells]
    header = Header(width=len(names), unnamed=[place for place, name in enumerate(names) if not name])
    seen: set[str] = set()
    for place, name in enumerate(names):
        if not name or name == ERROR_COLUMN:
            continue
        column = sheet.column(name)
        if name in seen:
            header.problems.append(Problem(sheet.name, 1, name, "", _("有两列同名"), _("每个列名只出现一次")))
        elif column:
            header.columns.append((place, column))
        else:
            header.warnings.append(_unknown(sheet, name, names))
        seen.add(name)
    if any(not is_blank(cell) for cell in cells[LIMITS.columns :]):
        header.problems.append(
            Problem(sheet.name, 1, "", "", _("列太多"), _("不超过 %d 列") % LIMITS.columns)
        )
    header.problems.extend(_missing(sheet, seen))
    return header


def column_name(cell: Cell) -> str:
    """The header text, without blanks inside, which people use to widen a column."""
    return "" if is_blank(cell) else "".join(visible(plain(shown(cell))).split())


def _unknown(sheet: Sheet, name: str, names: list[str]) -> Notice:
    near = nearest(name, [column.name for column in sheet.columns if column.name not in names])
    return Notice(sheet.name, name, _("没有这一列，已忽略"), near)


def _missing(sheet: Sheet, seen: set[str]) -> list[Problem]:
    """Required columns that are not there, each with the header that may have been meant."""
    others = [name for name in seen if sheet.column(name) is None]
    return [
        Problem(
            sheet.name,
            1,
            column.name,
            "",
            _("缺少必需的列"),
            _("第 1 行有“%s”这一列") % column.name,
            nearest(column.name, others),
        )
        for column in sheet.columns
        if (column.required or column.key) and column.name not in seen
    ]


def _no_header(sheet: Sheet, rows: list[Row]) -> Problem:
    """Row 1 holds no known name; often a title stands above the header."""
    expected = _("第 1 行是列名：%s") % _("、").join(c.name for c in sheet.columns if c.required or c.key)
    for number, cells in rows[1:]:
        if sum(1 for cell in cells if sheet.column(column_name(cell))) >= 2:
            return Problem(sheet.name, 1, "", "", _("列名在第 %d 行，请删去它上面的行") % number, expected)
    return Problem(sheet.name, 1, "", "", _("第 1 行没有列名"), expected)
