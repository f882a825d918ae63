"""The golden table of bad input: each case with the sheet, row, column and words that a person gets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from books import make_archive, make_book
from openpyxl import load_workbook
from world import bring, check, counts, operator, unchanged, world

from suzhi.domains.activities.models import Activity
from suzhi.engines.exchange.api import FileRefused, error_workbook
from suzhi.engines.exchange.files.container import LIMITS, Limits
from suzhi.engines.org.api import Unit

pytestmark = pytest.mark.django_db

UNIT = ["单位编码", "名称", "类型", "上级编码", "地区代码"]
DATED = [*UNIT, "成立日期", "撤销日期"]
YEAR = [
    "单位编码",
    "年份",
    "所有制",
    "性质",
    "规上",
    "行业代码",
    "需签职业病专项合同",
    "已建会",
    "职工数",
    "女职工数",
]
PERSON = ["人员编号", "姓名", "单位编码", "性别", "身份证号", "手机号", "入职日期", "离职日期"]
POST = ["人员编号", "职务类别", "单位编码", "起", "止"]
ACT = ["活动编号", "类别", "名称", "主办单位编码", "开始", "结束", "协办单位编码", "参加人次"]
PART = ["活动编号", "人员编号", "学时"]
VENUE = ["阵地编号", "类别", "名称", "单位编码", "启用日期", "停用日期", "册数", "经度"]
ID = "11010519491231002X"

# sheet, header, row, column, words of the problem, nearest
CASES: list[tuple[str, list[str], list[Any], str, str, str]] = [
    ("单位", UNIT, ["N 1", "新", "基层工会", "X1", "511102"], "单位编码", "编码里有空格", "N1"),
    ("单位", UNIT, ["N" * 33, "新", "基层工会", "X1", "511102"], "单位编码", "编码太长", ""),
    ("单位", UNIT, ["N1", None, "基层工会", "X1", "511102"], "名称", "没有填写", ""),
    ("单位", UNIT, ["N1", "新", "基层", "X1", "511102"], "类型", "不是可选的值", "基层工会"),
    ("单位", UNIT, ["N1", "新", "基层工会", "X11", "511102"], "上级编码", "“单位”表和系统里都没有这个编码", "X1"),
    ("单位", UNIT, ["N1", "新", "基层工会", "某县总工会", "511102"], "上级编码", "“单位”表和系统里都没有这个编码", "X1"),
    ("单位", UNIT, ["N1", "新", "基层工会", None, "511102"], "上级编码", "没有填写上级单位", ""),
    ("单位", UNIT, ["N1", "新", "基层工会", "N1", "511102"], "上级编码", "上级关系成环", ""),
    ("单位", UNIT, ["X1", "某县总工会", "县总", "G1", "511102"], "上级编码", "上级关系成环", ""),
    ("单位", UNIT, ["N1", "新", "基层工会", "X1", "乐山"], "地区代码", "地区代码不对", ""),
    ("单位", DATED, ["N1", "新", "基层工会", "X1", "511102", "2018-01-01", "2017-01-01"], "撤销日期", "早于开始日期", ""),
    ("单位", DATED, ["N1", "新", "基层工会", "X1", "511102", "2099-01-01", None], "成立日期", "日期在今天之后", ""),
    ("单位年度", YEAR, ["G1", "二〇一七", "公有", "企业", "是", None, "否", "是", 9, 9], "年份", "不是数字", ""),
    ("单位年度", YEAR, ["G1", 2099, "公有", "企业", "是", None, "否", "是", 9, 9], "年份", "年份在今年之后", ""),
    ("单位年度", YEAR, ["G1", 2018, "公有", "企业", "Y", None, "否", "是", 9, 9], "规上", "不是“是”或“否”", "是"),
    ("单位年度", YEAR, ["G1", 2018, "公有", "企业", "是", None, "否", "是", "约120人", 9], "职工数", "不是数字", "120"),
    ("单位年度", YEAR, ["G1", 2018, "公有", "企业", "是", None, "否", "是", 10, 11], "女职工数", "大于职工数", ""),
    ("地区标签", ["单位编码", "标签", "起", "止"], ["X1", "贫困县", "2018-01-01", None], "起", "与另一段时间重叠", ""),
    ("地区标签", ["单位编码", "标签", "起", "止"], ["X1", "甲", "2018-01-01", "2017-01-01"], "止", "早于开始日期", ""),
    ("职工", PERSON, ["N1", "新", "G1", None, "110105194912310021", None, None, None], "身份证号", "身份证号的校验位不对。", ""),
    ("职工", PERSON, ["N1", "新", "G1", "男", ID.lower(), None, None, None], "身份证号", "这个身份证号已登记在另一人名下", ""),
    ("职工", PERSON, ["R1", "周一", "G1", "男", ID, None, "2010-01-01", None], "性别", "与身份证号不符", ""),
    ("职工", PERSON, ["N1", "新", "G1", None, None, "138****1234", None, None], "手机号", "带星号的号码不能用来登记新职工", ""),
    ("职工", PERSON, ["N1", "新", "G1", None, None, "1380000", None, None], "手机号", "手机号不对", ""),
    ("职工", PERSON, ["N1", "新", "G1", None, None, None, "2018-01-01", "2017-01-01"], "离职日期", "早于入职日期", ""),
    ("职工", PERSON, ["R1", "周一", "G1", None, ID, None, "1949-01-01", None], "入职日期", "早于本人的出生日期", ""),
    ("任职", POST, ["R1", "文化", "G1", "2017-01-01", None], "职务类别", "不是可选的值", "文化骨干"),
    ("任职", POST, ["R1", "职工代表", "G1", "2017-01-01", None], "起", "与另一段时间重叠", ""),
    ("任职", POST, ["R1", "劳模", "G1", "2099-01-01", None], "起", "日期在今天之后", ""),
    ("任职", POST, ["R1", "劳模", "G1", "1940-01-01", None], "起", "早于本人的出生日期", ""),
    ("任职", POST, ["R1", "劳模", "G1", "2017-01-02", "2017-01-01"], "止", "早于开始日期", ""),
    ("活动", ACT, ["N1", "普法活动", "新", "G1", "2099-01-01", None, None, None], "开始", "日期在今天之后", ""),
    ("活动", ACT, ["N1", "普法活动", "新", "G1", "2017-02-30", None, None, None], "开始", "日历上没有这一天", ""),
    ("活动", ACT, ["N1", "普法", "新", "G1", "2017-01-01", None, None, None], "类别", "不是可选的值", "普法活动"),
    ("活动", ACT, ["N1", "科普", "新", "G1", "2017-01-02", "2017-01-01", None, None], "结束", "早于开始日期", ""),
    ("活动", ACT, ["N1", "科普", "新", "G1", "2017-01-02", "2027-01-01", None, None], "结束", "活动持续超过两年", ""),
    ("活动", ACT, ["N1", "科普", "新", "G1", "2017-01-02", None, "X1、没有", None], "协办单位编码", "“单位”表和系统里都没有这个编码", ""),
    ("活动", ACT, ["N1", "科普", "新", "G1", "2017-01-02", None, "G1", None], "协办单位编码", "与主办单位相同", ""),
    ("活动", ACT, ["N1", "科普", "新", "G1", "2017-01-02", None, None, 9_999_999], "参加人次", "数值大得不合理：9999999", ""),
    ("参加", PART, ["H1", "R9", None], "人员编号", "“职工”表和系统里都没有这个编码", "R1"),
    ("参加", PART, ["H9", "R1", None], "活动编号", "“活动”表和系统里都没有这个编码", "H1"),
    ("参加", PART, ["H1", "R1", "八"], "学时", "不是数字", ""),
    ("阵地", VENUE, ["N1", "职工书屋", "新", "G1", "2018-01-01", "2017-01-01", None, None], "停用日期", "停用日期早于启用日期", ""),
    ("阵地", VENUE, ["N1", "职工书屋", "新", "G1", "2018-01-01", None, -1, None], "册数", "数值太小：-1", ""),
    ("阵地", VENUE, ["N1", "职工书屋", "新", "G1", "2018-01-01", None, None, 29.5], "经度", "数值太小：29.5", ""),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "head", "row", "column", "problem", "near"), CASES)
def test_refused_rows(
    tmp_path: Path, sheet: str, head: list[str], row: list[Any], column: str, problem: str, near: str
) -> None:
    bring(tmp_path / "a.xlsx", world())
    result = check(make_book(tmp_path / "b.xlsx", {sheet: [head, row]}))
    assert result["status"] == "refused"
    assert counts(result)[sheet] == (0, 0, 0, 1)
    found = {(one["row"], one["column"], one["problem"]): one for one in result["problems"]}
    assert (2, column, problem) in found, result["problems"]
    assert found[2, column, problem]["nearest"] in (
        near,
        *(["R2", "H2", "H3"] if near in ("R1", "H1") else []),
    )


def test_before_birth(tmp_path: Path) -> None:
    """Of a person in the same workbook as well as of one who is here already."""
    sheets = world(参加=[PART, ["H0", "R1", 1]])
    sheets["活动"].append(["H0", "科普", "旧", "G1", "1949-06-01", *[None] * 5])
    for path in ("a.xlsx", "b.xlsx"):
        result = bring(tmp_path / path, sheets).result
        assert [one["problem"] for one in result["problems"]] == ["活动早于本人的出生日期"]
        bring(tmp_path / "x.xlsx", sheets, skip_bad=True)


def test_listed_twice(tmp_path: Path) -> None:
    same = check(make_book(tmp_path / "a.xlsx", world(参加=[PART, ["H1", "R1", 1], ["H1", "R1", 1]])))
    assert counts(same)["参加"] == (1, 0, 0, 1) and same["problems"][0]["row"] == 3
    other = check(make_book(tmp_path / "b.xlsx", world(参加=[PART, ["H1", "R1", 1], ["H1", "R1", 2]])))
    assert counts(other)["参加"] == (0, 0, 0, 2)
    assert {one["problem"] for one in other["problems"]} == {"同一编码有几行，内容不一样"}


def test_circle_of_new_units_and_what_hangs_on_it(tmp_path: Path) -> None:
    units = [
        UNIT, ["S", "市总", "市总", None, "511100"], ["A", "甲", "联合会", "B", "511102"],
        ["B", "乙", "联合会", "A", "511102"], ["C", "丙", "基层工会", "A", "511102"],
    ]  # fmt: skip
    record = bring(tmp_path / "a.xlsx", {"单位": units}, skip_bad=True)
    assert counts(record.result)["单位"] == (1, 0, 0, 3) and Unit.objects.count() == 1


def test_two_tops(tmp_path: Path) -> None:
    units = [UNIT, ["S", "市总", "市总", None, "511100"], ["T", "县总", "县总", None, "511102"]]
    result = check(make_book(tmp_path / "a.xlsx", {"单位": units}))
    assert counts(result)["单位"] == (1, 0, 0, 1) and result["problems"][0]["row"] == 3


def test_nothing_is_written_unless_bad_rows_are_skipped(tmp_path: Path) -> None:
    sheets = world()
    sheets["活动"][1][8] = 9_999_999
    refused = bring(tmp_path / "a.xlsx", sheets)
    assert refused.state == "refused" and not refused.result["written"] and not Unit.objects.exists()
    skipped = bring(tmp_path / "b.xlsx", sheets, skip_bad=True)
    assert skipped.state == "confirmed" and skipped.result["status"] == "refused"
    assert counts(skipped.result)["活动"] == (2, 0, 0, 1)
    # What hangs on the refused activity is refused with it.
    assert counts(skipped.result)["参加"] == (1, 0, 0, 2)
    assert set(Activity.objects.values_list("key", flat=True)) == {"H2", "H3"}


def test_unknown_sheets_and_columns_are_named(tmp_path: Path) -> None:
    sheets = {"职工名单": [["x"]], "单位": [[*UNIT, "成立时间"], ["S", "市总", "市总", None, "511100", None]]}
    result = check(make_book(tmp_path / "a.xlsx", sheets))
    assert result["status"] == "ok"
    named = {(one["sheet"], one["column"], one["nearest"]) for one in result["warnings"]}
    assert named == {("职工名单", "", "职工"), ("单位", "成立时间", "成立日期")}


def test_missing_column_refuses_the_sheet_only(tmp_path: Path) -> None:
    sheets = world(
        阵地=[
            ["阵地编号", "种类", "名称", "单位编码", "启用日期"],
            ["Z1", "职工书屋", "甲", "G1", "2016-05-01"],
        ]
    )
    result = check(make_book(tmp_path / "a.xlsx", sheets))
    problem = result["problems"][0]
    assert (problem["sheet"], problem["row"], problem["column"]) == ("阵地", 1, "类别")
    assert problem["problem"] == "缺少必需的列"
    assert counts(result)["阵地"] == (0, 0, 0, 1) and counts(result)["单位"] == (4, 0, 0, 0)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["单位名册"], UNIT, ["S", "市总", "市总", None, "511100"]], "列名在第 2 行，请删去它上面的行"),
        ([[], []], "第 1 行没有列名"),
        ([[*UNIT, "名称"]], "有两列同名"),
    ],
)
def test_bad_headers(tmp_path: Path, rows: list[list[Any]], words: str) -> None:
    result = check(make_book(tmp_path / "a.xlsx", {"单位": rows}))
    assert [one["problem"] for one in result["problems"]] == [words]


def test_no_sheet_is_known(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="没有认识的工作表"):
        check(make_book(tmp_path / "a.xlsx", {"Sheet1": [["x"]]}))


def test_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suzhi.engines.exchange.checking.checks.LIMITS", Limits(rows=50))
    rows = "".join(f"U{n},x,基层工会,S,511102\n" for n in range(51))
    path = make_archive(tmp_path / "a.zip", {"单位.csv": (",".join(UNIT) + "\n" + rows).encode()})
    with pytest.raises(FileRefused, match="超过") as caught:
        check(path)
    assert caught.value.code == "exchange.too_many_rows" and LIMITS.rows == 1_000_000


def test_error_workbook(tmp_path: Path) -> None:
    sheets = world(其他表=[["x", "=1+1"]])
    sheets["活动"][1][8] = "约30人"
    path = make_book(tmp_path / "a.xlsx", sheets)
    error_workbook(actor=operator(), path=path, target=tmp_path / "e.xlsx")
    book = load_workbook(tmp_path / "e.xlsx")
    sheet = book["活动"]
    assert sheet["A1"].value == "错误" and "参加人次：不是数字（约30人）" in sheet["A2"].value
    assert sheet["A3"].value is None and sheet["B2"].value == "H1"
    assert set(book.sheetnames) == {"错误清单", *sheets}
    # Mended in place, it goes in.
    place = next(cell.column for cell in sheet[1] if cell.value == "参加人次")
    sheet.cell(2, place).value = 30
    book.save(tmp_path / "mended.xlsx")
    result = check(tmp_path / "mended.xlsx")
    assert result["status"] == "ok", result["problems"]
    assert not any("错误" in one["column"] + one["sheet"] for one in result["warnings"])


def test_roster_beside_headcount_is_a_warning(tmp_path: Path) -> None:
    sheets = world()
    sheets["活动"][1][8] = 30
    result = bring(tmp_path / "a.xlsx", sheets).result
    assert [one["column"] for one in result["warnings"]] == ["参加人次"] and result["written"]


def test_moving_a_unit_is_a_correction_with_a_warning(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    result = bring(
        tmp_path / "b.xlsx", {"单位": [UNIT, ["G1", "甲厂工会", "基层工会", "S", "511102"]]}
    ).result
    assert counts(result)["单位"] == (0, 1, 0, 0) and "单位页面" in result["warnings"][0]["problem"]
    assert unchanged(
        check(make_book(tmp_path / "c.xlsx", {"单位": [UNIT, ["G1", "甲厂工会", "基层工会", "S", "511102"]]}))
    )
