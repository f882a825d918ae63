"""The corners that ordinary workbooks never reach."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from books import MAIN, make_archive, make_book, make_raw
from django.db import IntegrityError
from openpyxl import load_workbook
from test_container import read_all, refusal
from world import bring, check, counts, exported, operator, world

from suzhi.engines.exchange.api import (
    REGISTRY,
    Import,
    Problem,
    confirm_import,
    discard_import,
    error_workbook,
)
from suzhi.engines.exchange.checking.planning import target_of
from suzhi.engines.exchange.files.cells import CellError, shown
from suzhi.engines.exchange.files.container import Limits, entry_name
from suzhi.engines.exchange.giving import output
from suzhi.engines.exchange.reading import staging
from suzhi.engines.exchange.reading.values import read_day, read_text
from suzhi.engines.exchange.running import services
from suzhi.engines.exchange.sheets.columns import Column, Kind
from suzhi.engines.exchange.sheets.declare import Sheet
from suzhi.engines.org.api import Unit
from suzhi.kernel.errors import Refusal

UNIT = ["单位编码", "名称", "类型", "上级编码", "地区代码"]
TOP = ["S", "市总", "市总", None, "511100"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), (CellError("#N/A"), "#N/A"), (True, "TRUE"), (False, "FALSE"), (5.0, "5"), (1.5, "1.5"),
        (datetime(2017, 1, 2), "2017-01-02"), (datetime(2017, 1, 2, 3), "2017-01-02 03:00:00"), ("长" * 99, "长" * 59 + "…"),
    ],
)  # fmt: skip
def test_shown(cell: Any, text: str) -> None:
    assert shown(cell) == text


def test_text_of_other_cells() -> None:
    cells = [True, False, datetime(2017, 1, 2, 3), date(2017, 1, 2), 1.5]
    assert [read_text(cell) for cell in cells] == ["是", "否", "2017-01-02", "2017-01-02", "1.5"]
    with pytest.raises(Exception, match="公式出错"):
        read_day(CellError("#REF!"))
    with pytest.raises(Exception, match="不是日期"):
        read_day(20171399)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="é1"><v>1</v></c></row>',
        '<row r="1"><c t="s"><v>-1</v></c></row>',
        '<row r="1"><c t="s"><v>9</v></c></row>',
        '<row r="1"><c><v>abc</v></c></row>',
        '<row r="x"/>',
    ],
)
def test_nonsense_in_a_sheet(tmp_path: Path, rows: str) -> None:
    assert refusal(make_raw(tmp_path / "a.xlsx", rows)).code == "exchange.damaged"


def test_rows_beyond_the_last(tmp_path: Path) -> None:
    assert refusal(make_raw(tmp_path / "a.xlsx", '<row r="1048577"/>')).code == "exchange.too_many_rows"


def test_empty_values(tmp_path: Path) -> None:
    row = (
        '<row r="1"><c><v></v></c><c t="s"><v></v></c><c t="str"><f>""</f><v></v></c><c><f>1</f><v></v></c>'
        '<c t="inlineStr"><f>1</f><is><t>甲</t></is></c><c t="d"><v>2017-06-30</v></c><c><extLst/></c></row>'
    )
    cells = read_all(make_raw(tmp_path / "a.xlsx", row))["单位"][0][1]
    assert cells == [None, None, "", CellError("="), "甲", date(2017, 6, 30), None]


def test_a_day_beyond_the_calendar(tmp_path: Path) -> None:
    styles = f'<styleSheet {MAIN}><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
    path = make_raw(tmp_path / "a.xlsx", '<row><c s="0"><v>99999999</v></c></row>', {"xl/styles.xml": styles})
    assert read_all(path)["单位"][0][1] == [CellError("#NUM!")]


def test_missing_and_oversized_parts(tmp_path: Path) -> None:
    path = make_archive(tmp_path / "a.xlsx", {"xl/workbook.xml": b"<workbook/>"})
    assert refusal(path).code == "exchange.damaged"
    big = f"<styleSheet {MAIN}>" + "<x a='1'/>" * 2_200_000 + "</styleSheet>"
    path = make_raw(tmp_path / "b.xlsx", "", {"xl/styles.xml": big})
    assert refusal(path, Limits(ratio=10**6)).code == "exchange.damaged"
    strings = f"<sst {MAIN}>" + "<si><t>甲</t></si>" * 99 + "</sst>"
    path = make_raw(tmp_path / "c.xlsx", "", {"xl/sharedStrings.xml": strings})
    assert refusal(path, Limits(strings=500)).code == "exchange.bomb"


def test_archives_that_are_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("单位.csv", b"x" * 99)
    assert refusal(path).code == "exchange.damaged"
    with zipfile.ZipFile(path, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("单位.csv", b"x")
        archive.writestr("单位.csv", b"y")
    assert refusal(path).code == "exchange.damaged"
    whole = make_archive(path, {"单位.csv": b"x" * 500})
    assert refusal(whole, Limits(unpacked=100)).code == "exchange.bomb"


def test_names_of_entries() -> None:
    for raw, name in ((b"\xe5\x8d\x95.csv", "单.csv"), ("单".encode("gb18030") + b".csv", "单.csv")):
        assert entry_name(zipfile.ZipInfo(raw.decode("cp437"))) == name
    assert entry_name(zipfile.ZipInfo("单.csv")) == "单.csv"
    unknown = zipfile.ZipInfo(b"\xff\xff.csv".decode("cp437"))
    assert entry_name(unknown) == unknown.filename


def test_csv_that_no_encoding_fits(tmp_path: Path) -> None:
    path = make_archive(tmp_path / "a.zip", {"单位.csv": b"\xff\xff\xff,\x80\x80"})
    assert refusal(path).code == "exchange.encoding"
    path = make_archive(tmp_path / "b.zip", {"单位.csv": b'a\n"' + b"x" * 200_000 + b'"\n'})
    assert refusal(path).code == "exchange.damaged"
    assert read_all(make_archive(tmp_path / "c.zip", {"单位.csv": b"", "a/": b""})) == {"单位": []}


def test_book_puts_every_kind_of_value(tmp_path: Path) -> None:
    with output.writing(tmp_path / "a.xlsx") as book:
        sheet = book.sheet("甲", [Column("甲", "a")])
        values: list[output.Out] = [
            None, "", True, False, date(1850, 1, 1), date(2017, 1, 1), 10**17, Decimal("1.25"), 0.1, CellError("#REF!"),
        ]  # fmt: skip
        for place, value in enumerate(values):
            book.put(sheet, 1, place, value)
        book.put(sheet, 2, 0, None, book.wrong)
        book.put(sheet, 2, 1, datetime(2017, 1, 1, 8), book.wrong)
    rows = [[cell.value for cell in row] for row in load_workbook(tmp_path / "a.xlsx")["甲"]]
    assert rows[1] == [
        None,
        None,
        "是",
        "否",
        "1850-01-01",
        datetime(2017, 1, 1),
        "1" + "0" * 17,
        1.25,
        0.1,
        "#REF!",
    ]
    assert rows[2][:2] == [None, "2017-01-01 08:00:00"]


def test_what_goes_back_to_the_person() -> None:
    code = Column("码", "c", Kind.CODE)
    assert output.returned_value(code, 1001.0) == "1001" and output.returned_value(None, 1001) == 1001
    assert output.returned_value(code, CellError("=")) is None
    assert output.returned_value(code, "'=1") == "=1"


def test_a_failed_file_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), output.writing(tmp_path / "a.xlsx"):
        raise RuntimeError
    assert not list(tmp_path.iterdir())


def test_a_sheet_without_a_target() -> None:
    with pytest.raises(LookupError):
        target_of(Sheet("甲", "a", (Column("码", "c", key=True),)))


def test_problem_as_a_sentence() -> None:
    whole = Problem("甲", 2, "名称", "乙", "太长", "三个字", "丙")
    assert whole.sentence() == "名称：太长（乙）；应为三个字；是否为“丙”？"
    assert Problem("甲", 1, "", "", "第 1 行没有列名").sentence() == "第 1 行没有列名"


@pytest.mark.django_db
def test_headers_at_the_edge(tmp_path: Path) -> None:
    wide = check(make_book(tmp_path / "a.xlsx", {"单位": [[*UNIT, *[f"列{n}" for n in range(260)]], TOP]}))
    assert [one["problem"] for one in wide["problems"]] == ["列太多"] and counts(wide)["单位"] == (0, 0, 0, 1)
    late = check(make_raw(tmp_path / "b.xlsx", '<row r="3"><c t="inlineStr"><is><t>x</t></is></c></row>'))
    assert [one["problem"] for one in late["problems"]] == ["第 1 行没有列名"]


@pytest.mark.django_db
def test_hidden_sheets_and_rows_of_refused_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = make_book(tmp_path / "a.xlsx", {"单位": [UNIT, TOP, []], "草稿": [["x"]]}, hidden=["草稿"])
    result = check(book)
    assert result["ignored_sheets"] == ["草稿"] and result["warnings"][0]["sheet"] == "草稿"
    monkeypatch.setattr("suzhi.engines.exchange.checking.checks.LIMITS", Limits(rows=1))
    with pytest.raises(Refusal, match="超过"):
        check(make_book(tmp_path / "b.xlsx", {"单位": [["名称"], ["甲"], [], ["乙"]]}))


@pytest.mark.django_db
def test_so_many_problems_that_not_all_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "_NOTED", 3)
    monkeypatch.setattr(staging, "_CHUNK", 2)
    rows = [[f"U{n}", None, "基层工会", "S", "511102"] for n in range(9)]
    result = check(make_book(tmp_path / "a.xlsx", {"单位": [UNIT, TOP, *rows]}))
    assert counts(result)["单位"] == (1, 0, 0, 9) and result["problem_count"] == 3


@pytest.mark.django_db
def test_so_many_warnings_that_they_are_counted(tmp_path: Path) -> None:
    head = ["活动编号", "类别", "名称", "主办单位编码", "开始", "参加人次"]
    acts = [[f"H{n}", "科普", "展", "S", "2018-01-01", 5] for n in range(30)]
    roster = [[f"H{n}", "P1"] for n in range(30)]
    people = [["人员编号", "姓名", "单位编码"], ["P1", "甲", "S"]]
    sheets = {
        "单位": [UNIT, TOP],
        "职工": people,
        "活动": [head, *acts],
        "参加": [["活动编号", "人员编号"], *roster],
    }
    warnings = check(make_book(tmp_path / "a.xlsx", sheets))["warnings"]
    assert len(warnings) == 20 and "共 30 处" in warnings[-1]["problem"]


@pytest.mark.django_db
def test_a_chain_that_hangs_on_a_refused_row(tmp_path: Path) -> None:
    units = [
        UNIT,
        TOP,
        ["A", None, "基层工会", "S", "511102"],
        ["B", "乙", "基层工会", "A", "511102"],
        ["C", "丙", "基层工会", "B", "511102"],
    ]
    result = check(make_book(tmp_path / "a.xlsx", {"单位": units}))
    assert counts(result)["单位"] == (1, 0, 0, 3)
    assert [one["problem"] for one in result["problems"][1:]] == ["所引用的行被退回，请先改正那一行"] * 2


@pytest.mark.django_db
def test_long_lists_and_the_twelfth_level(tmp_path: Path) -> None:
    units = [
        UNIT,
        TOP,
        *[[f"U{n}", "单位", "基层工会", f"U{n - 1}" if n else "S", "511102"] for n in range(13)],
    ]
    result = check(make_book(tmp_path / "a.xlsx", {"单位": units}))
    assert {one["problem"] for one in result["problems"]} >= {"上级关系超过十二级"}
    head = ["活动编号", "类别", "名称", "主办单位编码", "开始", "协办单位编码"]
    acts = [head, ["H", "科普", "展", "S", "2018-01-01", "x" * 33]]
    found = check(make_book(tmp_path / "b.xlsx", {"活动": acts}))["problems"]
    assert "编码太长" in {one["problem"] for one in found}


@pytest.mark.django_db
def test_error_workbook_of_odd_files(tmp_path: Path) -> None:
    files = {"单位.csv": ",".join(UNIT).encode(), "a:b.csv": b"1", "a?b.csv": b"2", "空.csv": b""}
    path = make_archive(tmp_path / "a.zip", {name.replace(":", "_"): body for name, body in files.items()})
    error_workbook(actor=operator(), path=path, target=tmp_path / "e.xlsx")
    assert len(load_workbook(tmp_path / "e.xlsx").sheetnames) == 5
    late = make_raw(tmp_path / "b.xlsx", '<row r="3"><c t="inlineStr"><is><t>x</t></is></c></row>')
    error_workbook(actor=operator(), path=late, target=tmp_path / "f.xlsx")
    assert load_workbook(tmp_path / "f.xlsx")["单位"]["A1"].comment is not None


@pytest.mark.django_db
def test_an_export_longer_than_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(tmp_path / "a.xlsx", world())
    monkeypatch.setattr(output, "_SHEET_ROWS", 1)
    with pytest.raises(Refusal, match="单位"):
        exported(tmp_path / "b.xlsx")
    assert not (tmp_path / "b.xlsx").exists() and exported(tmp_path / "b.zip").exists()


@pytest.mark.django_db
def test_what_only_the_database_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(context: Any, sheets: Any) -> None:
        raise IntegrityError("duplicate key\nDETAIL: Key (name)=(somebody)")

    monkeypatch.setattr(services, "apply", broken)
    with pytest.raises(Refusal) as caught:
        bring(tmp_path / "a.xlsx", world())
    assert caught.value.code == "exchange.database" and "somebody" not in str(caught.value)
    assert not Unit.objects.exists() and not Import.objects.exists()


@pytest.mark.django_db
def test_settled_imports_stay_settled(tmp_path: Path) -> None:
    record = bring(tmp_path / "a.xlsx", world())
    for act in (confirm_import, discard_import):
        with pytest.raises(Refusal, match="已经办结"):
            act(actor=operator(), record=record)
    assert str(record) == "a.xlsx" and REGISTRY.names()


@pytest.mark.django_db
def test_a_refused_confirmation_keeps_the_upload(tmp_path: Path) -> None:
    sheets = world()
    sheets["活动"][1][8] = 9_999_999
    record = services.begin_import(actor=operator(), path=make_book(tmp_path / "a.xlsx", sheets), name="x")
    record = confirm_import(actor=operator(), record=record)
    assert record.state == "checked" and services.storage.kept(record.pk).exists()
    assert confirm_import(actor=operator(), record=record, skip_bad=True).state == "confirmed"
