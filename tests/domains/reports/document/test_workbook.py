"""All values as a workbook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl

from domains.reports.document.city import counted, covered, material
from suzhi.domains.reports.document.content import ValueRow
from suzhi.domains.reports.document.workbook import COLUMNS, write_values_xlsx

COLUMN = {title: index for index, (title, _) in enumerate(COLUMNS)}


def _write(path: Path, *rows: ValueRow) -> openpyxl.Workbook:
    source = material()
    assert write_values_xlsx(iter(rows), path, source.definitions, source.settings) == len(rows)
    return openpyxl.load_workbook(path)


def test_values_definitions_and_settings(tmp_path: Path) -> None:
    row = ValueRow("511100", "云川市", 2017, covered())
    book = _write(tmp_path / "values.xlsx", row)
    assert book.sheetnames == ["数值", "口径", "设置"]
    sheet = book["数值"]
    cells = {title: sheet.cell(2, index + 1).value for title, index in COLUMN.items()}
    assert cells["写法"] == "92.00%（230/250）"
    assert (cells["精确值"], cells["数值"], cells["分子"], cells["分母"]) == ("23/25", 0.92, 230, 250)
    assert (cells["期限"], cells["要求"], cells["状态"], cells["值编号"]) == (
        "2017-12-31",
        "力争",
        "达成",
        "V1",
    )
    assert book["口径"].cell(2, 7).value == material().definitions[0].digest
    assert book["设置"].cell(2, 3).value == "2016"


def test_codes_stay_text_and_formulas_stay_words(tmp_path: Path) -> None:
    trap = replace(covered(), name='=HYPERLINK("http://x")', code="0012")
    sheet = _write(tmp_path / "v.xlsx", ValueRow("001", "+1+1", 2017, trap))["数值"]
    for title, text in (
        ("指标", '=HYPERLINK("http://x")'),
        ("指标编码", "0012"),
        ("单位编码", "001"),
        ("单位", "+1+1"),
    ):
        cell = sheet.cell(2, COLUMN[title] + 1)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_head_stays_and_can_be_filtered(tmp_path: Path) -> None:
    rows = [ValueRow("1", "甲", year, counted(f"N{year}")) for year in range(2016, 2021)]
    sheet = _write(tmp_path / "v.xlsx", *rows)["数值"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:V6"


def test_no_records_is_an_empty_number(tmp_path: Path) -> None:
    sheet = _write(tmp_path / "v.xlsx", ValueRow("1", "甲", 2017, counted(value=None)))["数值"]
    assert sheet.cell(2, COLUMN["数值"] + 1).value is None
    assert sheet.cell(2, COLUMN["写法"] + 1).value == "暂无记录"
