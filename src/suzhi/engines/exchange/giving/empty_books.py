"""Empty workbooks to fill in: header, column formats, lists to choose from, a guide."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from suzhi.engines.exchange.giving.output import Book, Out, writing
from suzhi.engines.exchange.reading.column_readers import ColumnReader
from suzhi.engines.exchange.sheets.columns import Column, Kind
from suzhi.engines.exchange.sheets.declare import GUIDE_SHEET, Sheet
from suzhi.kernel.clock import today

_LIST_TEXT = 255
_LAST_ROW = 1_048_575


def write_template(path: Path, sheets: Sequence[Sheet]) -> None:
    """A workbook with those sheets, empty, and a guide that the import passes over."""
    with writing(path) as book:
        for sheet in sheets:
            out = book.sheet(sheet.name, sheet.columns)
            for place, column in enumerate(sheet.columns):
                out.write_comment(0, place, _note(column), {"x_scale": 1.6})
                _offer_choices(out, place, column)
        _guide(book, sheets)


def _offer_choices(out: Any, place: int, column: Column) -> None:
    """A drop-down list, where there is one that fits; the import checks in any case."""
    offered = ["是", "否"] if column.kind is Kind.FLAG else list(column.choices()) if column.choices else []
    if offered and len(",".join(offered)) <= _LIST_TEXT:
        out.data_validation(
            1,
            place,
            _LAST_ROW,
            place,
            {
                "validate": "list",
                "source": offered,
                "error_type": "warning",
                "error_title": _("不是可选的值"),
                "error_message": _("请从下拉列表中选择。"),
            },
        )


def _note(column: Column) -> str:
    """What the column wants, in one or two lines."""
    need = _("必填") if column.must_fill else _("可空")
    return f"{need}：{ColumnReader(column, today()).expected()}" + (f"\n{column.help}" if column.help else "")


def _guide(book: Book, sheets: Sequence[Sheet]) -> None:
    guide = book.book.add_worksheet(GUIDE_SHEET)
    guide.set_column(0, 1, 18)
    guide.set_column(2, 2, 8)
    guide.set_column(3, 3, 90)
    lines = [
        _("一张工作表是一类记录，第 1 行是列名；工作表和列的次序不限，可空的列可以删去。"),
        _("编码相同的记录会被更新；同一份工作簿导入两次，第二次不会有任何变化。"),
        _("删去一列，表示不改动这一项；保留列而让单元格空着，表示清空这一项。"),
        _("打了星号的手机号、身份证号表示不改动。"),
    ]
    for row, line in enumerate(lines):
        book.put(guide, row, 0, line)
    row = len(lines) + 1
    for place, name in enumerate((_("工作表"), _("列"), _("必填"), _("说明"))):
        guide.write_string(row, place, name, book.head)
    for sheet in sheets:
        for column in sheet.columns:
            row += 1
            cells: tuple[Out, ...] = (
                sheet.name,
                column.name,
                column.must_fill,
                _note(column).partition("：")[2],
            )
            for place, text in enumerate(cells):
                book.put(guide, row, place, text)
