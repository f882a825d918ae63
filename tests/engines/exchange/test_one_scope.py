"""What the page denies, the workbook neither gives nor takes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from books import make_book
from openpyxl import load_workbook

from suzhi.domains.activities.api import record_activity
from suzhi.engines.access.api import can, system_actor
from suzhi.engines.exchange.api import REGISTRY, import_file, write_export
from suzhi.engines.people.api import Person, register_person, transfer_person
from suzhi.kernel import clock

pytestmark = pytest.mark.django_db
HEAD = ["人员编号", "姓名", "单位编码", "入职日期"]


def exported(actor: Any, folder: Path, sheet: str = "职工", unit_id: int | None = None) -> list[str]:
    path = folder / f"{actor.name}.xlsx"
    write_export(actor=actor, path=path, sheets=[REGISTRY.get(sheet)], unit_id=unit_id)  # type: ignore[list-item]
    return [str(row[0].value) for row in load_workbook(path)[sheet].iter_rows(min_row=2)]


@pytest.fixture
def comes_next_month(cast: Any) -> Person:
    person = register_person(actor=system_actor(), unit=cast.units["A1"], name="周一", key="R1")
    transfer_person(
        actor=system_actor(), person=person, unit=cast.units["B1"], on=clock.today() + timedelta(30)
    )
    return Person.objects.get(pk=person.pk)


def test_a_person_is_exported_by_whose_page_shows_it(
    cast: Any, comes_next_month: Person, tmp_path: Path
) -> None:
    for unit in ("A1", "B1"):
        chair = cast.actor("unit_chair", unit)
        seen = can(chair, "people.view", comes_next_month)
        assert bool(exported(chair, tmp_path)) == seen == (unit == "A1")


def test_the_unit_of_next_month_changes_nothing_yet(
    cast: Any, comes_next_month: Person, tmp_path: Path
) -> None:
    day = (clock.today() + timedelta(30)).isoformat()
    book = make_book(tmp_path / "x.xlsx", {"职工": [HEAD, ["R1", "改名", "B1", day]]})
    done = import_file(actor=cast.actor("unit_chair", "B1"), path=book, name="x")
    assert Person.objects.get(key="R1").name == "周一"
    assert "管理范围" in done.result["problems"][0]["problem"]


def test_a_partner_does_not_take_the_record_of_the_other(cast: Any, tmp_path: Path) -> None:
    record_activity(
        actor=cast.actor("unit_chair", "A1"),
        unit=cast.units["A1"],
        kind="reading",
        name="读书会",
        starts_on=clock.today(),
        partners=[cast.units["B1"]],
        key="H1",
    )
    assert exported(cast.actor("unit_chair", "A1"), tmp_path, "活动") == ["H1"]
    assert exported(cast.actor("unit_chair", "B1"), tmp_path, "活动") == []


def test_below_a_unit_is_what_lies_there(cast: Any, tmp_path: Path) -> None:
    for unit in ("A1", "B1"):
        register_person(actor=system_actor(), unit=cast.units[unit], name="周一", key=f"R{unit}")
    office = cast.actor("city_office", "C")
    assert exported(office, tmp_path) == ["RA1", "RB1"]
    assert exported(office, tmp_path, unit_id=cast.units["A"].pk) == ["RA1"]


def test_a_changed_unit_is_never_changed_without_a_word(cast: Any, tmp_path: Path) -> None:
    register_person(actor=system_actor(), unit=cast.units["A1"], name="周一", key="R1")
    book = make_book(tmp_path / "x.xlsx", {"职工": [HEAD[:3], ["R1", "周一", "B1"]]})
    done = import_file(actor=cast.actor("city_office", "C"), path=book, name="x")
    told = [one for one in done.result["warnings"] if one["sheet"] == "职工"]
    assert told and "第一天起算" in told[0]["problem"]
