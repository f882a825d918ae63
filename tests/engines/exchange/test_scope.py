"""Whoever imports writes only below their own units, in the state that their right allows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from books import make_book
from world import bring, check, counts, exported, operator

from suzhi.domains.activities.models import Activity
from suzhi.engines.exchange.api import imports, undo_import
from suzhi.engines.org.api import Unit
from suzhi.kernel.errors import Denied

UNIT = ["单位编码", "名称", "类型", "上级编码", "地区代码"]
PERSON = ["人员编号", "姓名", "单位编码"]
ACT = ["活动编号", "类别", "名称", "主办单位编码", "开始"]
PART = ["活动编号", "人员编号"]


def problems(result: dict[str, Any]) -> list[tuple[str, int]]:
    return [(one["sheet"], one["row"]) for one in result["problems"]]


def test_a_county_writes_below_itself(tmp_path: Path, cast: Any) -> None:
    county = cast.actor("county_reviewer", "A")
    sheets = {
        "单位": [
            UNIT, ["A2", "新厂工会", "基层工会", "A1", "511102"], ["A3", "再新厂工会", "基层工会", "A2", "511102"],
            ["B2", "别县工会", "基层工会", "B", "511102"], ["B1", "改别县的名", "基层工会", "B", "511102"],
            ["A", "东县总工会", "县总", "C", "511102"], ["A1", "东县机床厂工会", "基层工会", "B", "511102"],
        ],
        "职工": [PERSON, ["P1", "甲", "A3"], ["P2", "乙", "B1"]],
        "活动": [ACT, ["H1", "科普", "展览", "A2", "2018-01-01"], ["H2", "科普", "展览", "B1", "2018-01-01"]],
        "参加": [PART, ["H1", "P1"]],
    }  # fmt: skip
    result = check(make_book(tmp_path / "a.xlsx", sheets), county)
    outside = [one for one in result["problems"] if "管理范围" in one["problem"]]
    assert sorted((one["sheet"], one["row"]) for one in outside) == [
        ("单位", 4), ("单位", 5), ("单位", 7), ("活动", 3), ("职工", 3),
    ]  # fmt: skip
    record = bring(tmp_path / "b.xlsx", sheets, county, skip_bad=True)
    assert counts(record.result)["参加"] == (1, 0, 0, 0) and Activity.objects.get().state == "confirmed"
    assert Unit.objects.get(code="B1").name == "西县纺织厂工会"


def test_nobody_is_taken_from_elsewhere(tmp_path: Path, cast: Any) -> None:
    bring(tmp_path / "a.xlsx", {"职工": [PERSON, ["P1", "甲", "B1"]]})
    result = check(
        make_book(tmp_path / "b.xlsx", {"职工": [PERSON, ["P1", "甲", "A1"]]}), cast.actor("unit_chair", "A1")
    )
    assert problems(result) == [("职工", 2)]


def test_a_roster_belongs_to_its_activity(tmp_path: Path, cast: Any) -> None:
    bring(
        tmp_path / "a.xlsx",
        {"职工": [PERSON, ["P1", "甲", "A1"]], "活动": [ACT, ["H1", "科普", "展", "B1", "2018-01-01"]]},
    )
    chair = cast.actor("unit_chair", "A1")
    assert problems(check(make_book(tmp_path / "b.xlsx", {"参加": [PART, ["H1", "P1"]]}), chair)) == [
        ("参加", 2)
    ]


def test_a_recorder_brings_drafts_and_may_not_touch_what_counts(tmp_path: Path, cast: Any) -> None:
    recorder = cast.actor("recorder", "A1")
    bring(tmp_path / "a.xlsx", {"活动": [ACT, ["H1", "科普", "展", "A1", "2018-01-01"]]}, recorder)
    activity = Activity.objects.get()
    assert activity.state == "draft" and activity.recorded_by == recorder.account
    Activity.objects.update(state="confirmed", rank=1)
    changed = make_book(tmp_path / "b.xlsx", {"活动": [ACT, ["H1", "科普", "改名", "A1", "2018-01-01"]]})
    assert problems(check(changed, recorder)) == [("活动", 2)]
    assert check(changed, cast.actor("unit_chair", "A1"))["status"] == "ok"
    Activity.objects.update(state="verified", rank=3)
    assert problems(check(changed, operator())) == [("活动", 2)]


def test_a_worker_imports_nothing(tmp_path: Path, cast: Any) -> None:
    path = make_book(tmp_path / "a.xlsx", {"职工": [PERSON, ["P1", "甲", "A1"]]})
    with pytest.raises(Denied):
        check(path, cast.actor("worker", "A1"))


def test_imports_are_seen_and_undone_by_their_own(tmp_path: Path, cast: Any) -> None:
    record = bring(
        tmp_path / "a.xlsx", {"职工": [PERSON, ["P1", "甲", "A1"]]}, cast.actor("unit_chair", "A1")
    )
    assert list(imports(cast.actor("county_reviewer", "A"))) == [record]
    assert not imports(cast.actor("county_reviewer", "B")).exists()
    with pytest.raises(Denied):
        undo_import(actor=cast.actor("county_reviewer", "B"), record=record)
    undo_import(actor=cast.actor("unit_chair", "A1"), record=record)


def test_exports_hold_only_the_subtree(tmp_path: Path, cast: Any) -> None:
    people = [PERSON, ["P1", "甲的标记", "A1"], ["P2", "乙的标记", "B1"]]
    acts = [ACT, ["H1", "科普", "展", "A1", "2018-01-01"], ["H2", "科普", "展", "B1", "2018-01-01"]]
    bring(tmp_path / "a.xlsx", {"职工": people, "活动": acts, "参加": [PART, ["H1", "P1"], ["H2", "P2"]]})
    from openpyxl import load_workbook

    book = load_workbook(exported(tmp_path / "b.xlsx", cast.actor("county_reviewer", "A")))
    text = {str(cell.value) for sheet in book if sheet.title != "填表说明" for row in sheet for cell in row}
    assert "P1" in text and not text & {"P2", "B1", "H2", "乙的标记", "西县纺织厂工会"}
