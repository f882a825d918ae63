"""One battery for every family that is declared: what is said once holds on every face."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from cast import LONG_AGO, Cast, make_cast
from contracts.families import cells_of, facts_of, posted, random_row, valid_row
from suzhi.engines.access.api import all_places, system_actor
from suzhi.engines.exchange.api import REGISTRY, check_file, import_file, undo_import, write_export
from suzhi.engines.people.api import Membership, reseat
from suzhi.engines.people.models import Person
from suzhi.engines.records.api import Family, Frame, all_families, change, record
from suzhi.engines.records.telling import SHOWN, tell
from suzhi.kernel.errors import Refusal

FAMILIES = list(all_families().values())
ROWS = 400
HERE = Path(__file__).resolve().parents[1]
each = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.code)


@dataclass
class World:
    """The cast, and a worker in each of two units."""

    cast: Cast
    people: dict[str, Person]

    def row(self, family: Family, dice: Random, unit: str = "A1") -> Any:
        return valid_row(family, dice, self.cast.units[unit].pk, self.people[unit].pk)

    def recorded(self, family: Family, dice: Random, unit: str = "A1") -> Any:
        codes = [f"{family.code}.{rule.code}" for rule in family.all_rules if rule.doubt]
        facts = facts_of(family, self.row(family, dice, unit))
        return record(actor=system_actor(), family=family, confirm=True, acknowledged=codes, **facts)

    def client(self, role: str, unit: str) -> Client:
        client = Client()
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        client.force_login(self.cast.account(role, unit), backend=backend)
        return client


@pytest.fixture
def world(db: None) -> World:
    cast = make_cast()
    people = {}
    for unit in ("A1", "B1"):
        people[unit] = Person.objects.create(key=f"R{unit}", name=f"周{unit}")
        Membership.objects.create(person=people[unit], unit=cast.units[unit], joined_on=LONG_AGO)
    reseat()
    return World(cast, people)


@each
def test_a_rule_says_the_same_of_a_row_and_of_a_set(world: World, family: Family) -> None:
    dice = Random(7)
    units, people = (
        [world.cast.units[code].pk for code in ("A1", "B1")],
        [p.pk for p in world.people.values()],
    )
    rows = [random_row(family, dice, units, people) for _ in range(ROWS)]
    stored = {fact.stored: fact for fact in family.facts.values()}
    with connection.cursor() as cursor:
        _planned(cursor, family, rows)
        for row in [row for row in rows if not any(r.broken(row) for r in family.all_rules if not r.doubt)][
            :5
        ]:
            row.save()
        frame = Frame(lambda name: f"p.{family.facts[name].stored}", family.model._meta.db_table)
        for rule in family.all_rules:
            cursor.execute(f"SELECT _row FROM p WHERE {rule.sql(frame)}")
            by_set = {number for (number,) in cursor.fetchall()}
            by_row = {at for at, row in enumerate(rows) if rule.broken(_unsaved(row))}
            assert by_set == by_row, f"{family.code}.{rule.code}"
    assert stored


def _planned(cursor: Any, family: Family, rows: list[Any]) -> None:
    """The rows in a table as wide as what a workbook can bring."""
    stored = {fact.stored: fact for fact in family.facts.values()}
    columns = ", ".join(f"q.{name}" for name in stored)
    table = family.model._meta.db_table
    cursor.execute(
        f"CREATE TEMP TABLE p AS SELECT 0 AS _row, 0::bigint AS _id, {columns} FROM {table} q LIMIT 0"
    )
    wide = {"decimal": "numeric", "money": "numeric", "number": "bigint", "year": "bigint"}
    for name, fact in stored.items():
        kind = "text" if fact.field.max_length else wide.get(fact.said.type.name)
        if kind:
            cursor.execute(f"ALTER TABLE p ALTER COLUMN {name} TYPE {kind}")
    marks = ", ".join(["%s"] * (len(stored) + 2))
    for at, row in enumerate(rows):
        values = [getattr(row, fact.field.attname) for fact in stored.values()]
        cursor.execute(f"INSERT INTO p VALUES ({marks})", [at, -1, *values])


def _unsaved(row: Any) -> Any:
    """A copy that is not saved, as a set of new rows stands."""
    copy = type(row)()
    for field in row._meta.concrete_fields:
        if not field.primary_key:
            setattr(copy, field.attname, getattr(row, field.attname))
    return copy


@each
def test_the_workbook_refuses_what_the_service_refuses(world: World, family: Family, tmp_path: Path) -> None:
    if not family.sheet:
        pytest.skip("no sheet")
    dice = Random(11)
    unit, person = world.cast.units["A1"].pk, world.people["A1"].pk
    rows = [random_row(family, dice, [unit], [person]) for _ in range(60)]
    rows += [world.row(family, dice) for _ in range(10)]
    result = check_file(
        actor=system_actor(), path=_book(tmp_path, family, [cells_of(family, r) for r in rows])
    )
    refused = {problem.row - 2 for problem in result.problems}
    by_service = {at for at, row in enumerate(rows) if _refused(family, row)}
    assert refused == by_service, [
        (family.code, at, cells_of(family, rows[at])) for at in refused ^ by_service
    ]
    assert 0 < len(refused) < len(rows)


def _refused(family: Family, row: Any) -> bool:
    codes = [f"{family.code}.{rule.code}" for rule in family.all_rules if rule.doubt]
    try:
        with transaction.atomic():
            record(
                actor=system_actor(), family=family, confirm=True, acknowledged=codes, **facts_of(family, row)
            )
            transaction.set_rollback(True)
    except Refusal:
        return True
    return False


def _book(folder: Path, family: Family, rows: list[list[Any]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = family.sheet
    sheet.append([family.facts[name].column_name for name in family.order.split()])
    for row in rows:
        sheet.append(row)
    path = folder / "rows.xlsx"
    book.save(path)
    return path


@each
def test_one_entry_reaches_every_face(world: World, family: Family) -> None:
    chair, other = world.client("unit_chair", "A1"), world.client("unit_chair", "B1")
    sent = posted(family, world.row(family, Random(3)))
    assert chair.post(f"/{family.code}/new/", sent | {"do": "confirm"}).status_code == 302
    row = family.model._default_manager.get()
    title, path = family.title_of(row), f"/{family.code}/{row.pk}/"
    page, listed = chair.get(path).content.decode(), chair.get(f"/{family.code}/").content.decode()
    assert title in page and path in listed
    assert path in chair.get("/search/", {"q": title[:20]}).content.decode()
    told = chair.get(f"/{family.code}/{row.pk}.json").json()
    for name, fact in family.facts.items():
        assert told[name] == fact.said.type.plain(fact, getattr(row, name)), name
    for address in (path, f"/{family.code}/{row.pk}.json", f"{path}edit/"):
        assert other.get(address).status_code == 404
    assert path not in other.get(f"/{family.code}/").content.decode()
    assert path not in other.get("/search/", {"q": title[:20]}).content.decode()
    assert any(place.page == f"{family.code}:record" for place in all_places())


@each
def test_the_history_names_what_was_corrected(world: World, family: Family) -> None:
    row = world.recorded(family, Random(3))
    name = next(
        one for one in family.asked(getattr(row, "kind", "")) if family.facts[one].said.type.name == "day"
    )
    before = getattr(row, name)
    change(actor=system_actor(), family=family, row=row, **{name: before.replace(day=1 + before.day % 27)})
    page = world.client("unit_chair", "A1").get(f"/{family.code}/{row.pk}/").content.decode()
    assert (
        str(family.facts[name].label) in page
        and family.facts[name].write(before) in page.split("<del>", 1)[1]
    )


@each
def test_a_list_asks_no_more_for_three_rows_than_for_one(world: World, family: Family) -> None:
    chair, dice, counts = world.client("unit_chair", "A1"), Random(5), []
    for more in (1, 2):
        for _ in range(more):
            world.recorded(family, dice)
        chair.get(f"/{family.code}/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            chair.get(f"/{family.code}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@each
def test_the_workbook_takes_back_what_it_gave(world: World, family: Family, tmp_path: Path) -> None:
    if not family.sheet:
        pytest.skip("no sheet")
    dice = Random(9)
    for _ in range(3):
        world.recorded(family, dice)
    values = _all_kept(family)
    path, sheet = tmp_path / "out.xlsx", REGISTRY.get(family.sheet)
    assert sheet is not None
    write_export(actor=system_actor(), path=path, sheets=[sheet])
    heads = [cell.value for cell in next(load_workbook(path)[family.sheet].iter_rows())]
    assert heads == [column.name for column in sheet.columns]
    [counted] = check_file(actor=system_actor(), path=path).sheets
    assert (counted.add, counted.change, counted.same, counted.refused) == (0, 0, 3, 0)
    family.model._default_manager.all().delete()
    brought = import_file(actor=system_actor(), path=path, name="out.xlsx")
    assert _all_kept(family) == values
    undo_import(actor=system_actor(), record=brought)
    assert not family.model._default_manager.exists()


def _all_kept(family: Family) -> list[str]:
    rows = family.model._default_manager.all()
    fields = [fact.field.attname for fact in family.facts.values()]
    return sorted(str([*(getattr(row, name) for name in fields), row.extra]) for row in rows)


@each
@pytest.mark.parametrize("part", list(SHOWN))
def test_what_a_declaration_makes_can_be_read(family: Family, part: str) -> None:
    assert tell(family, part) or (part == "sheet" and not family.sheet)


@pytest.mark.skipif("SUZHI_TEST_SETTINGS" in os.environ, reason="this is that run")
def test_a_register_of_the_tests_passes_the_battery() -> None:
    """Two files and a pack, and every face: run apart, so that no other test meets the register."""
    given = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "SUZHI_", "DATABASE_", "DJANGO_"))
    }
    given["SUZHI_TEST_SETTINGS"] = "suzhi_registers.settings"
    given["SUZHI_TEST_KINDS"] = str(HERE / "suzhi_registers/kinds.yaml")
    asked = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", str(HERE / "suzhi_registers"), __file__]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *asked], cwd=HERE.parent, env=given, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "proposals" not in all_families()
    lines = sum(
        (HERE / f"suzhi_registers/{name}.py").read_text().count("\n") for name in ("models", "families")
    )
    assert lines <= 90
