"""What a kind brings of its own reaches form, page, list, workbook, figures and the machine's view, typed and masked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cast import LONG_AGO, make_cast
from contracts.test_families import World, _book
from suzhi.engines.access.api import system_actor
from suzhi.engines.exchange.api import REGISTRY, check_file, import_file, write_export
from suzhi.engines.people.api import Membership, reseat
from suzhi.engines.people.models import Person
from suzhi.engines.records.api import change, record
from suzhi.engines.records.sources import source_of
from suzhi_registers.families import PROPOSALS
from suzhi_registers.models import Proposal

EXTRA = {"patents": 3, "cost": "10.10", "shown_on": "2018-05-01", "inventor_note": "本人设计"}


@pytest.fixture
def world(db: None) -> World:
    cast = make_cast()
    person = Person.objects.create(key="RA1", name="周一")
    Membership.objects.create(person=person, unit=cast.units["A1"], joined_on=LONG_AGO)
    reseat()
    return World(cast, {"A1": person})


def recorded(world: World) -> Any:
    facts = {"kind": "small-invention", "name": "新夹具", "proposed_on": date(2018, 3, 1), "extra": EXTRA}
    given = {"person": world.people["A1"], "unit": world.cast.units["A1"], "confirm": True}
    return record(actor=system_actor(), family=PROPOSALS, **facts, **given)


def test_the_form_the_page_and_the_list_have_them(world: World) -> None:
    chair, row = world.client("unit_chair", "A1"), recorded(world)
    assert 'name="x_patents"' in chair.get("/proposals/new/?kind=small-invention").content.decode()
    assert 'name="x_patents"' not in chair.get("/proposals/new/?kind=rational-proposal").content.decode()
    page, listed = (chair.get(path).content.decode() for path in (f"/proposals/{row.pk}/", "/proposals/"))
    assert "专利数" in page and "本人设计" in page and "周一" in page
    assert "专利数" in listed and "试制费用" not in listed


def test_who_may_not_see_people_reads_neither_names_nor_what_is_personal(world: World) -> None:
    row, reader = recorded(world), world.client("leader", "A")
    change(actor=system_actor(), family=PROPOSALS, row=row, extra=EXTRA | {"inventor_note": "本人设计，二稿"})
    for path in (f"/proposals/{row.pk}/", f"/proposals/{row.pk}.json", "/proposals/", "/search/?q=新夹具"):
        page = reader.get(path).content.decode()
        assert "新夹具" in page and "周一" not in page and "本人设计" not in page
    assert set(reader.get(f"/proposals/{row.pk}.json").json()["masked"]) == {"person"}


def test_the_workbook_brings_them_and_gives_them_back(world: World, tmp_path: Path) -> None:
    recorded(world)
    sheet = REGISTRY.get("建议")
    assert sheet is not None and [c.name for c in sheet.columns][-4:] == [
        "专利数",
        "试制费用",
        "展出日期",
        "发明人说明",
    ]
    path = tmp_path / "out.xlsx"
    write_export(actor=system_actor(), path=path, sheets=[sheet])
    [counted] = check_file(actor=system_actor(), path=path).sheets
    assert (counted.same, counted.refused) == (1, 0)
    Proposal.objects.all().delete()
    import_file(actor=system_actor(), path=path, name="out.xlsx")
    assert Proposal.objects.get().extra | {"cost": "10.10"} == EXTRA


def test_the_workbook_changes_them_and_leaves_the_others(world: World, tmp_path: Path) -> None:
    row = recorded(world)
    path = _book(tmp_path, PROPOSALS, [])
    write(path, ["编号", "类别", "提出人编号", "单位编码", "名称", "提出日期", "专利数"],
          [row.key, "小发明", "RA1", "A1", "新夹具", date(2018, 3, 1), 5])  # fmt: skip
    import_file(actor=system_actor(), path=path, name="rows.xlsx")
    row.refresh_from_db()
    assert row.extra == EXTRA | {"patents": 5}


@pytest.mark.parametrize(
    ("kind", "patents", "refused"), [("小发明", 5, 0), ("小发明", 51, 1), ("合理化建议", 5, 1)]
)
def test_the_workbook_refuses_what_the_kind_does_not_bring(
    world: World, tmp_path: Path, kind: str, patents: int, refused: int
) -> None:
    path = _book(tmp_path, PROPOSALS, [])
    write(path, ["编号", "类别", "提出人编号", "单位编码", "名称", "提出日期", "专利数"],
          ["N1", kind, "RA1", "A1", "新夹具", date(2018, 3, 1), patents])  # fmt: skip
    [counted] = check_file(actor=system_actor(), path=path).sheets
    assert counted.refused == refused


def write(path: Path, *rows: list[Any]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "建议"
    for row in rows:
        sheet.append(row)
    book.save(path)


def test_figures_see_them_and_money_in_fen(world: World) -> None:
    source = source_of(PROPOSALS)
    base = next(one for one in source.bases if one.name == Proposal._meta.db_table)
    assert source.columns["x_patents"] == "int" and source.columns["x_shown_on"] == "date"
    assert base.columns["benefit"] == ("int", "CAST(benefit * 100 AS bigint)")
    assert PROPOSALS.facts["benefit"].said.type.plain(PROPOSALS.facts["benefit"], Decimal("1.50")) == "1.50"
