"""In and out and in again: the same workbook twice changes nothing, in whatever order it stands."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from books import make_book
from openpyxl import load_workbook
from world import bring, check, counts, exported, operator, unchanged, world

from suzhi.engines.exchange.api import REGISTRY, export_whole, write_export, write_template
from suzhi.engines.org.api import Closure, Unit
from suzhi.engines.people.models import Membership, Person
from suzhi.kernel.errors import Refusal

pytestmark = pytest.mark.django_db


def test_everything_comes_in(tmp_path: Path) -> None:
    record = bring(tmp_path / "a.xlsx", world())
    assert record.state == "confirmed" and record.result["status"] == "ok", record.result["problems"]
    assert counts(record.result) == {
        "单位": (4, 0, 0, 0), "单位年度": (2, 0, 0, 0), "地区标签": (1, 0, 0, 0), "职工": (2, 0, 0, 0),
        "任职": (2, 0, 0, 0), "活动": (3, 0, 0, 0), "参加": (3, 0, 0, 0), "阵地": (1, 0, 0, 0),
    }  # fmt: skip
    assert Closure.objects.filter(ancestor__code="S").count() == 4
    person = Person.objects.get(key="R1")
    assert person.born_on == date(1949, 12, 31) and person.id_hash and b"1101" not in bytes(person.id_sealed)


def test_twice_changes_nothing(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    again = bring(tmp_path / "b.xlsx", world())
    assert unchanged(again.result) and again.result["written"]


@pytest.mark.parametrize("ending", ["xlsx", "zip"])
def test_export_comes_back_without_a_change(tmp_path: Path, ending: str) -> None:
    bring(tmp_path / "a.xlsx", world())
    path = exported(tmp_path / f"out.{ending}")
    assert unchanged(check(path)), check(path)


def test_whole_numbers_come_back_too_and_need_a_reason(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    sheets = [REGISTRY.get("职工")]
    with pytest.raises(Refusal):
        export_whole(actor=operator(), path=tmp_path / "x.xlsx", sheets=sheets, reason="")
    export_whole(actor=operator(), path=tmp_path / "x.xlsx", sheets=sheets, reason="核对社保名册")
    values = [cell.value for cell in load_workbook(tmp_path / "x.xlsx")["职工"][2]]
    assert "11010519491231002X" in values and "13800001234" in values
    assert unchanged(check(tmp_path / "x.xlsx"))


def test_exports_mask_and_hold_no_formula(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    book = load_workbook(exported(tmp_path / "out.xlsx"))
    people = [cell.value for row in book["职工"] for cell in row]
    assert "138****1234" in people and "110***********002X" in people and "13800001234" not in people
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert not any(
        cell.data_type == "f" or str(cell.value or "").startswith(("=", "+", "-", "@")) for cell in cells
    )
    assert book["单位"]["A2"].number_format == "@" and book["活动"]["E2"].is_date


def _shuffled(sheets: dict[str, list[list[Any]]], chance: random.Random) -> dict[str, list[list[Any]]]:
    """The same content with sheets, rows and columns in another order."""
    names = list(sheets)
    chance.shuffle(names)
    result = {}
    for name in names:
        head, *rows = sheets[name]
        places = list(range(len(head)))
        chance.shuffle(places)
        chance.shuffle(rows)
        result[name] = [[row[place] for place in places] for row in [head, *rows]]
    return result


@pytest.mark.parametrize("seed", range(4))
def test_order_does_not_matter(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    record = bring(tmp_path / "a.xlsx", _shuffled(world(), chance))
    assert record.result["status"] == "ok" and unchanged(check(make_book(tmp_path / "b.xlsx", world())))


def _random_world(chance: random.Random) -> dict[str, list[list[Any]]]:
    """A valid world of random size and content, with the awkward texts that people do write."""
    awkward = [
        "=1+1",
        "-甲",
        "'单引号",
        "+86",
        "@某",
        "全角　空格",
        "a\tb",
        "２号",
        '"引"',
        "甲\n乙",
        "＝全角",
    ]
    day = lambda: (date(2015, 1, 1) + timedelta(chance.randrange(1500))).isoformat()  # noqa: E731
    units = [["U0", "市总", "市总", None, "511100"]]
    for n in range(1, chance.randrange(2, 12)):
        parent = chance.choice(units[: max(1, len(units) // 2)])[0]
        units.append([f"U{n}", chance.choice(awkward) + str(n), "基层工会", parent, "511102"])
    codes = [unit[0] for unit in units]
    people = [
        [f"P{n}", chance.choice(awkward), chance.choice(codes), chance.choice(["男", "女", None]), chance.choice([day(), None])]
        for n in range(chance.randrange(1, 15))
    ]  # fmt: skip
    acts = [
        [f"A{n}", "科普", chance.choice(awkward) + "活动", chance.choice(codes[1:] or codes), day(), None if len(codes) < 3 else codes[0]]
        for n in range(chance.randrange(1, 8))
    ]  # fmt: skip
    pairs = {(chance.choice(acts)[0], chance.choice(people)[0]) for _ in range(chance.randrange(1, 30))}
    rows = [[a, p, chance.choice([None, "1.25", 0, 8]), chance.choice([None, *awkward])] for a, p in pairs]
    return {
        "参加": [["活动编号", "人员编号", "学时", "结果"], *rows],
        "单位": [["单位编码", "名称", "类型", "上级编码", "地区代码"], *units],
        "职工": [["人员编号", "姓名", "单位编码", "性别", "入职日期"], *people],
        "活动": [["活动编号", "类别", "名称", "主办单位编码", "开始", "协办单位编码"], *acts],
    }


@pytest.mark.parametrize("seed", range(8))
def test_random_worlds_come_back(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    sheets = _random_world(chance)
    record = bring(tmp_path / "a.xlsx", _shuffled(sheets, chance))
    assert record.result["status"] == "ok", record.result["problems"]
    assert unchanged(check(make_book(tmp_path / "b.xlsx", sheets)))
    assert unchanged(check(exported(tmp_path / "c.xlsx"))) and unchanged(check(exported(tmp_path / "d.zip")))


def test_template_comes_back_empty(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", REGISTRY.all())
    result = check(tmp_path / "t.xlsx")
    assert result["status"] == "ok" and not result["warnings"] and len(result["sheets"]) == 8


def test_a_change_updates_and_an_absent_column_leaves_alone(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    part = {
        "单位": [
            ["单位编码", "名称", "类型", "上级编码", "地区代码"],
            ["G1", "甲厂联合工会", "联合会", "X1", "511102"],
        ]
    }
    assert counts(bring(tmp_path / "b.xlsx", part).result) == {"单位": (0, 1, 0, 0)}
    unit = Unit.objects.get(code="G1")
    assert (unit.name, unit.type, unit.founded_on) == ("甲厂联合工会", "joint", date(2001, 1, 1))


def test_an_empty_cell_clears(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    head = ["单位编码", "名称", "类型", "上级编码", "地区代码", "成立日期"]
    bring(tmp_path / "b.xlsx", {"单位": [head, ["G1", "甲厂工会", "基层工会", "X1", "511102", None]]})
    assert Unit.objects.get(code="G1").founded_on is None


def test_masked_numbers_mean_no_change(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    before = Person.objects.get(key="R1")
    head = ["人员编号", "姓名", "单位编码", "手机号", "身份证号"]
    record = bring(
        tmp_path / "b.xlsx", {"职工": [head, ["R1", "周一一", "G1", "138****1234", "110***********002X"]]}
    )
    after = Person.objects.get(key="R1")
    assert counts(record.result) == {"职工": (0, 1, 0, 0)} and after.name == "周一一"
    assert bytes(after.id_sealed) == bytes(before.id_sealed) and after.phone_hash == before.phone_hash


@pytest.mark.parametrize(
    ("row", "memberships"),
    [
        (["R1", "周一", "G2", "2015-01-01"], [("G1", date(2010, 1, 1), date(2014, 12, 31)), ("G2", date(2015, 1, 1), None)]),
        (["R1", "周一", "G2", "2010-01-01"], [("G2", date(2010, 1, 1), None)]),
        (["R1", "周一", "G1", "2011-01-01"], [("G1", date(2011, 1, 1), None)]),
        (["R1", "周一", "G2", "2009-01-01"], [("G2", date(2009, 1, 1), None)]),
    ],
)  # fmt: skip
def test_moves_and_corrections(tmp_path: Path, row: list[Any], memberships: list[Any]) -> None:
    bring(tmp_path / "a.xlsx", world())
    sheet = {"职工": [["人员编号", "姓名", "单位编码", "入职日期"], row]}
    assert counts(bring(tmp_path / "b.xlsx", sheet).result) == {"职工": (0, 1, 0, 0)}
    found = (
        Membership.objects.filter(person__key="R1")
        .order_by("seat_from")
        .values_list("unit__code", "joined_on", "left_on")
    )
    assert list(found) == memberships
    assert unchanged(bring(tmp_path / "c.xlsx", sheet).result)
    seats = list(
        Membership.objects.filter(person__key="R1").order_by("seat_from").values_list("seat_from", "seat_to")
    )
    assert seats[0][0] == date(1, 1, 1) and seats[-1][1] == date(9999, 12, 31)


def test_export_below_a_unit(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    unit = Unit.objects.get(code="G2")
    rows = write_export(actor=operator(), path=tmp_path / "g.xlsx", sheets=REGISTRY.all(), unit_id=unit.pk)
    assert rows == {
        "单位": 1,
        "单位年度": 1,
        "地区标签": 0,
        "职工": 1,
        "任职": 0,
        "活动": 0,
        "参加": 0,
        "阵地": 0,
    }
