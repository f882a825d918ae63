"""The product's own template, filled in as a person would in Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from suzhi.engines.exchange.api import chosen, write_template

Rows = Sequence[Mapping[str, Any]]


def filled(path: Path, sheets: Mapping[str, Rows], hidden: str = "") -> Path:
    """A template of those sheets with the rows written under their columns."""
    write_template(path, chosen(list(sheets)))
    book = load_workbook(path)
    for name, rows in sheets.items():
        sheet = book[name]
        columns = {cell.value: cell.column for cell in sheet[1]}
        for at, row in enumerate(rows, start=2):
            for column, value in row.items():
                sheet.cell(at, columns[column]).value = value
    if hidden:
        book.create_sheet(hidden).sheet_state = "hidden"
    book.save(path)
    return path


def unit(code: str, parent: str, name: str = "") -> dict[str, str]:
    """A grassroots union below that one."""
    return {
        "单位编码": code,
        "名称": name or f"{code}厂工会",
        "类型": "基层工会",
        "上级编码": parent,
        "地区代码": "511102",
    }
