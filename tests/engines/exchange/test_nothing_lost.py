"""What could be lost without a word: merged cells, cells below no name, a quote without its end, foreign files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from books import make_archive, make_book
from openpyxl import load_workbook
from world import bring, check, counts, operator, world

from suzhi.engines.exchange.api import REGISTRY, FileRefused
from suzhi.engines.exchange.giving.exporting import write_export
from suzhi.kernel.errors import Refusal

pytestmark = pytest.mark.django_db

UNIT = ["单位编码", "名称", "类型", "上级编码", "地区代码"]
POST = ["人员编号", "职务类别", "单位编码", "起", "止", "专业"]


def merged(path: Path, rows: list[list[Any]], areas: list[str], sheet: str = "单位") -> Path:
    """A workbook in which those areas are merged as a spreadsheet does it: the first cell keeps its value."""
    book = load_workbook(make_book(path, {sheet: rows}))
    for area in areas:
        book[sheet].merge_cells(area)
    book.save(path)
    return path


def named(result: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(one["row"], one["column"], one["problem"]) for one in result["problems"]]


MERGED = "单元格是合并的，只有左上角一格有值"


def test_a_merged_cell_refuses_the_rows_that_it_covers(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    rows = [UNIT, *([f"N{n}", "甲", "基层工会", "X1", "511102"] for n in range(3))]
    result = check(merged(tmp_path / "b.xlsx", rows, ["C2:C3"]))
    assert named(result) == [(3, "类型", MERGED)] and counts(result)["单位"] == (2, 0, 0, 1)


def test_a_merged_optional_cell_does_not_clear_the_field(tmp_path: Path) -> None:
    """Below a merged 止 a post without end would be written."""
    bring(tmp_path / "a.xlsx", world())
    rows = [POST, *([who, "劳模", "G1", "2017-01-01", "2018-01-01", None] for who in ("R1", "R2"))]
    assert named(check(merged(tmp_path / "b.xlsx", rows, ["E2:F3"], "任职"))) == [
        (2, "专业", MERGED), (3, "专业", MERGED), (3, "止", MERGED),
    ]  # fmt: skip


def test_merged_cells_beside_the_table_are_let_be(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    rows = [[*UNIT, "备注"], *([f"N{n}", "甲", "基层工会", "X1", "511102", None] for n in range(2))]
    assert check(merged(tmp_path / "b.xlsx", rows, ["F2:G3", "A9:E12"]))["status"] == "ok"


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        ("N1,甲,基层工会,X1,511102\nN2,乙,基层工会,X1,511102,丙,丁\n", 3, "这一格上面没有列名，已忽略（丙）"),
        ("N1,甲,基层工会,X1,511102,多\nN2,乙,基层工会,X1,511102,余\n", 2, "（多）；这样的行共 2 处"),
    ],
)
def test_cells_below_no_name_are_told_of(tmp_path: Path, text: str, row: int, words: str) -> None:
    bring(tmp_path / "a.xlsx", world())
    body = (",".join(UNIT) + "\n" + text).encode()
    warnings = check(make_archive(tmp_path / "b.zip", {"单位.csv": body}))["warnings"]
    assert [(one["sheet"], one["row"]) for one in warnings] == [("单位", row)]
    assert warnings[0]["problem"].endswith(words)


def test_a_blank_name_between_others(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    rows = [[*UNIT[:3], None, *UNIT[3:]], ["N1", "甲", "基层工会", "批注", "X1", "511102"]]
    assert "批注" in check(make_book(tmp_path / "b.xlsx", {"单位": rows}))["warnings"][0]["problem"]


def test_a_quote_without_its_end_swallows_no_row(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    text = ",".join(POST) + '\nR1,劳模,G1,2017-01-01,,"法学\nR2,劳模,G1,2017-01-01,,\n'
    with pytest.raises(FileRefused, match="从第 2 行起读不下去"):
        check(make_archive(tmp_path / "b.zip", {"任职.csv": text.encode()}))


def test_sheets_that_are_not_known_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as caught:
        check(make_book(tmp_path / "a.xlsx", {"单位情况": [["x"]], "Sheet1": [["x"]]}))
    assert "“单位情况”（是否为“单位”？）、Sheet1" in caught.value.message


def test_other_files_of_an_archive_are_not_called_hidden(tmp_path: Path) -> None:
    body = (",".join(UNIT) + "\nS,市总,市总,,511100\n").encode()
    result = check(make_archive(tmp_path / "a.zip", {"单位.csv": body, "说明.txt": b"x"}))
    assert [(one["sheet"], one["problem"]) for one in result["warnings"]] == [
        ("说明.txt", "不是 CSV 文件，已忽略")
    ]


def test_a_code_in_full_width_is_recognised(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    result = check(
        make_book(tmp_path / "b.xlsx", {"单位": [UNIT, ["N1", "甲", "基层工会", "Ｘ１", "511102"]]})
    )
    assert not result["problems"] and result["sheets"][0]["add"] == 1


def test_a_guess_is_not_a_column_that_is_there(tmp_path: Path) -> None:
    rows = [[*UNIT, "上级单位编码"], ["S", "市总", "市总", None, "511100", None]]
    assert check(make_book(tmp_path / "a.xlsx", {"单位": rows}))["warnings"][0]["nearest"] not in UNIT


@pytest.mark.parametrize("name", ["x.xlsx", "x.zip"])
def test_a_folder_that_is_not_there(tmp_path: Path, name: str) -> None:
    path = tmp_path / "none" / name
    with pytest.raises(OSError, match="No such file") as caught:
        write_export(actor=operator(), path=path, sheets=REGISTRY.all())
    assert caught.value.filename == str(path)


def test_an_export_is_named_by_its_kind(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"不能导出为“x\.doc”"):
        write_export(actor=operator(), path=tmp_path / "x.doc", sheets=REGISTRY.all())
    assert list(tmp_path.iterdir()) == []
