"""What a person may write in a cell, and what the programme takes it for."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from books import MAIN, make_archive, make_book, make_raw
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from test_container import read_all

from suzhi.engines.exchange.files.cells import BadValue, CellError, plain
from suzhi.engines.exchange.files.workbooks import open_workbook
from suzhi.engines.exchange.reading.column_readers import ColumnReader
from suzhi.engines.exchange.reading.values import read_day, read_number, read_text
from suzhi.engines.exchange.sheets.columns import Column, Kind
from suzhi.engines.exchange.sheets.spelling import nearest
from suzhi.kernel.formulas import defused

DAY = date(2017, 6, 30)
TODAY = date(2020, 1, 1)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2017, 6, 30, 14, 5),
        "2017-06-30",
        "2017/6/30",
        "2017年6月30日",
        "２０１７-０６-３０",
        " 2017.6.30　",
        "2017-06-30 14:05",
    ],
)
def test_days(cell: object) -> None:
    assert read_day(cell) == DAY  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "near"),
    [
        (42916, "2017-06-30"),
        (20170630, "2017-06-30"),
        ("20170630", "2017-06-30"),
        (2017, ""),
        ("2017-02-30", ""),
        ("去年", ""),
    ],
)
def test_what_is_no_day(cell: object, near: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_day(cell)  # type: ignore[arg-type]
    assert caught.value.nearest == near and caught.value.expected


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("１２０", "120"),
        ("1,234,567.5", "1234567.5"),
        (0.1, "0.1"),
        (5, "5"),
        ("-3", "-3"),
        ("１，２３４", "1234"),
        (1e3, "1000"),
    ],
)
def test_numbers_are_exact(cell: object, number: str) -> None:
    assert read_number(cell) == Decimal(number)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "near"),
    [("约120人", "120"), ("一百", ""), ("1,2,3", ""), (float("inf"), ""), (True, ""), ("1e5", "")],
)
def test_what_is_no_number(cell: object, near: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_number(cell)  # type: ignore[arg-type]
    assert caught.value.nearest == near


def test_long_codes() -> None:
    assert read_text(1001) == "1001" and read_text(1001.0) == "1001"
    assert read_text(110101199001011234) == "110101199001011234"
    for lost in (1.10101199001011e17, 110101199001011000):
        with pytest.raises(BadValue, match="长编码"):
            read_text(lost)


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        (Column("码", "c", Kind.CODE), "A B", "编码里有空格"),
        (Column("码", "c", Kind.CODE), "x" * 33, "编码太长"),
        (Column("名", "c", max_length=3), "四个字啊", "文字太长"),
        (Column("名", "c"), "a\x07b", "含有看不见的控制字符"),
        (Column("类", "c", Kind.CHOICE, choices=lambda: {"企业": "e"}), "企业业", "不是可选的值"),
        (Column("否", "c", Kind.FLAG), "Y", "不是“是”或“否”"),
        (Column("数", "c", Kind.INTEGER), 1.5, "不是整数"),
        (Column("数", "c", Kind.INTEGER, maximum=100_000), 9_999_999, "数值大得不合理：9999999"),
        (Column("数", "c", Kind.INTEGER, minimum=0), -1, "数值太小：-1"),
        (Column("数", "c", Kind.DECIMAL), "1.234", "小数位太多"),
        (Column("日", "c", Kind.DATE, not_future=True), "2020-01-02", "日期在今天之后"),
        (Column("日", "c", Kind.DATE), "0217-06-30", "年份不合理"),
        (Column("必", "c", required=True), "　", "没有填写"),
        (Column("数", "c", Kind.INTEGER), CellError("#REF!"), "公式出错，没有值"),
        (Column("名", "c"), CellError("="), "公式没有算出的值"),
    ],
)
def test_refused_cells(column: Column, cell: object, problem: str) -> None:
    with pytest.raises(BadValue) as caught:
        ColumnReader(column, TODAY).read(cell)  # type: ignore[arg-type]
    assert caught.value.problem == problem and caught.value.expected


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (Column("码", "c", Kind.CODE), "　A1 ", "A1"),
        (Column("类", "c", Kind.CHOICE, choices=lambda: {"企业": "e"}), "企业", "e"),
        (Column("否", "c", Kind.FLAG), True, True),
        (Column("否", "c", Kind.FLAG), "否", False),
        (Column("年", "c", Kind.INTEGER), "2017年", 2017),
        (Column("引", "c", Kind.REFERENCES), "A、B，C;D；A", ("A", "B", "C", "D")),
        (Column("空", "c"), " ", None),
        (Column("文", "c"), "'=1+1", "=1+1"),
        (Column("文", "c", Kind.CODE), '="0012"', "0012"),
    ],
)
def test_accepted_cells(column: Column, cell: object, value: object) -> None:
    assert ColumnReader(column, TODAY).read(cell) == value  # type: ignore[arg-type]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30))
def test_neutral_text_comes_back(text: str) -> None:
    kept = plain(text)
    out = defused(kept)
    assert not out.startswith(("=", "+", "-", "@"))
    if not kept.startswith('="'):
        assert plain(out) == kept


def test_nearest() -> None:
    assert nearest("企业工会", ["基层工会", "园区工会", "市总"]) in ("基层工会", "园区工会")
    assert nearest("职工名单", ["单位", "职工"]) == "职工"
    assert nearest("完全无关", ["单位"]) == ""


def test_openpyxl_types(tmp_path: Path) -> None:
    path = make_book(
        tmp_path / "a.xlsx", {"单位": [["文", DAY, 12, 1.5, True, None, datetime(2017, 6, 30, 8)]]}
    )
    assert read_all(path)["单位"] == [(1, ["文", DAY, 12, 1.5, True, None, datetime(2017, 6, 30, 8)])]


def test_formula_cells_are_their_value(tmp_path: Path) -> None:
    row = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;"x"</f><v>2x</v></c>'
        '<c r="C1" t="e"><f>Z9</f><v>#REF!</v></c><c r="D1"><f>NOW()</f></c><c r="F1" t="b"><v>1</v></c></row>'
    )
    cells = read_all(make_raw(tmp_path / "a.xlsx", row))["单位"][0][1]
    assert cells == [2, "2x", CellError("#REF!"), CellError("="), None, True]


def test_1904_and_chinese_date_formats(tmp_path: Path) -> None:
    styles = (
        f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
        '<numFmt numFmtId="171" formatCode="&quot;day&quot;0.00"/></numFmts><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="31"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>'
    )
    row = '<row><c s="1"><v>42916</v></c><c s="2"><v>42916</v></c><c s="3"><v>42916</v></c><c s="1"><v>59</v></c><c s="1"><v>61</v></c></row>'
    parts = {"xl/styles.xml": styles}
    cells = read_all(make_raw(tmp_path / "a.xlsx", row, parts))["单位"][0][1]
    assert cells == [DAY, DAY, 42916, date(1900, 2, 28), date(1900, 3, 1)]
    with make_raw(tmp_path / "b.xlsx", row, parts).open("rb"):
        pass
    import zipfile

    with zipfile.ZipFile(tmp_path / "b.xlsx") as archive:
        book = (
            archive.read("xl/workbook.xml").decode().replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
        )
    cells = read_all(make_raw(tmp_path / "c.xlsx", row, {**parts, "xl/workbook.xml": book}))["单位"][0][1]
    assert cells[0] == date(2021, 7, 1)


def test_rich_text_and_escapes(tmp_path: Path) -> None:
    strings = f"<sst {MAIN}><si><r><t>甲</t></r><r><t>乙</t></r><rPh><t>yi</t></rPh></si><si><t>a_x000D_b</t></si></sst>"
    row = '<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    cells = read_all(make_raw(tmp_path / "a.xlsx", row, {"xl/sharedStrings.xml": strings}))["单位"][0][1]
    assert cells == ["甲乙", "a\rb"]


def test_a_far_off_cell_costs_nothing(tmp_path: Path) -> None:
    """A dense reader would allocate seventeen thousand million cells for this."""
    row = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>9</v></c></row>'
    assert read_all(make_raw(tmp_path / "a.xlsx", row))["单位"] == [(1, [1]), (1048576, [])]


def test_hidden_sheets_are_named(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", {"单位": [["单位编码"]], "草稿": [["x"]]}, hidden=["草稿"])
    with open_workbook(path) as book:
        assert book.hidden == ["草稿"] and [sheet.name for sheet in book.sheets] == ["单位"]


def test_strict_variant(tmp_path: Path) -> None:
    body = '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData></worksheet>'
    path = make_raw(tmp_path / "a.xlsx", "", {"xl/worksheets/sheet1.xml": body})
    assert read_all(path)["单位"] == [(1, [7])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("comma", [",", "\t", ";"])
def test_csv_encodings_and_delimiters(tmp_path: Path, encoding: str, comma: str) -> None:
    text = f"单位编码{comma}名称\r\nU1{comma}某某厂\r\n"
    path = make_archive(
        tmp_path / "a.zip",
        {"导出/单位.csv": text.encode(encoding), "__MACOSX/._单位.csv": b"x", "说明.txt": b"x"},
    )
    assert read_all(path) == {"单位": [(1, ["单位编码", "名称"]), (2, ["U1", "某某厂"])]}


def test_csv_record_over_lines(tmp_path: Path) -> None:
    path = make_archive(tmp_path / "a.zip", {"单位.csv": b'a,b\n"1\n2",3\n4,5\n'})
    assert [number for number, _cells in read_all(path)["单位"]] == [1, 2, 3]


def test_two_files_of_one_name(tmp_path: Path) -> None:
    path = make_archive(tmp_path / "a.zip", {"a/单位.csv": b"x", "b/单位.csv": b"x"})
    with pytest.raises(Exception, match="有两个文件"):
        read_all(path)


def test_chart_sheets_are_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "单位"
    book.create_chartsheet("图")
    book.save(tmp_path / "a.xlsx")
    assert list(read_all(tmp_path / "a.xlsx")) == ["单位"]
