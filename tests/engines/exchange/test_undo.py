"""A whole import taken back, or left alone because something rests on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from world import bring, exported, operator, world

from suzhi.engines.exchange.api import (
    Import,
    begin_import,
    confirm_import,
    discard_import,
    storage_path,
    undo_import,
)
from suzhi.engines.org.api import Closure, Unit
from suzhi.kernel.errors import Refusal

pytestmark = pytest.mark.django_db
FACTS = (
    "org_unit", "org_line", "org_closure", "org_unityear", "org_unittag", "people_person", "people_membership",
    "people_post", "activities_activity", "activities_partner", "activities_participation", "venues_venue",
)  # fmt: skip


def facts() -> dict[str, list[Any]]:
    """Every row of every table of facts, without what only an insertion makes."""
    found = {}
    with connection.cursor() as cursor:
        for table in FACTS:
            id_of = "0" if table == "org_closure" else "id"
            cursor.execute(f"SELECT to_jsonb(t) - 'created_at' - 'id', {id_of} FROM {table} t")
            found[table] = sorted(map(str, cursor.fetchall()))
    return found


def test_undo_leaves_nothing(tmp_path: Path) -> None:
    before = facts()
    record = bring(tmp_path / "a.xlsx", world())
    assert facts() != before
    undone = undo_import(actor=operator(), record=record)
    assert facts() == before and undone.state == "undone" and undone.undone_at
    with pytest.raises(Refusal, match="已经撤销"):
        undo_import(actor=operator(), record=record)


def test_undo_says_how_far_it_is(tmp_path: Path) -> None:
    record = bring(tmp_path / "a.xlsx", world())
    said: list[tuple[str, int]] = []
    undo_import(actor=operator(), record=record, report=lambda label, rows: said.append((label, rows)))
    counts = [rows for label, rows in said if label == "撤销"]
    assert counts == sorted(counts) and counts[-1] > 0
    assert said[-1] == ("核对引用", counts[-1])


def test_undo_of_changes_restores_them(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    before = facts()
    sheets = world()
    sheets["单位"][1][1] = "改名工会"
    sheets["单位"][1][3] = "S"
    sheets["职工"][1][2:9] = ["G2", None, "是", "13900001234", None, "2015-01-01", None]
    sheets["活动"][1][6] = "S"
    sheets["任职"][1][6] = "硕士"
    sheets["参加"].append(["H3", "R2", None, None, None])
    record = bring(tmp_path / "b.xlsx", sheets)
    assert record.result["written"], record.result["problems"]
    assert facts() != before
    undo_import(actor=operator(), record=record)
    assert facts() == before


def test_undo_stops_at_what_came_later(tmp_path: Path) -> None:
    first = bring(tmp_path / "a.xlsx", world())
    bring(tmp_path / "b.xlsx", {"参加": [["活动编号", "人员编号"], ["H3", "R2"]]})
    with pytest.raises(Refusal) as caught:
        undo_import(actor=operator(), record=first)
    assert caught.value.code == "exchange.undo_depends"


@pytest.mark.django_db(transaction=True)
def test_undo_stops_at_a_later_correction(tmp_path: Path) -> None:
    first = bring(tmp_path / "a.xlsx", world())
    unit = Unit.objects.get(code="G1")
    unit.name = "后来改的名"
    unit.save()
    with pytest.raises(Refusal) as caught:
        undo_import(actor=operator(), record=first)
    assert caught.value.code == "exchange.undo_touched"
    assert Unit.objects.count() == 4 and Closure.objects.exists()


def test_checked_then_confirmed(tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    from books import make_book

    path = make_book(tmp_path / "a.xlsx", world())
    record = begin_import(actor=operator(), path=path, name="名册.xlsx")
    assert record.state == "checked" and storage_path(record.pk).exists() and not Unit.objects.exists()
    path.unlink()
    with django_capture_on_commit_callbacks(execute=True):
        record = confirm_import(actor=operator(), record=record)
    assert record.state == "confirmed" and Unit.objects.count() == 4
    assert not storage_path(record.pk).exists(), "the upload holds whole personal numbers"
    with pytest.raises(Refusal, match="已经办结"):
        confirm_import(actor=operator(), record=record)


def test_discarded(tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    from books import make_book

    record = begin_import(actor=operator(), path=make_book(tmp_path / "a.xlsx", world()), name="x")
    with django_capture_on_commit_callbacks(execute=True):
        discard_import(actor=operator(), record=record)
    assert not Import.objects.exists() and not storage_path(record.pk).exists()


def test_exports_of_an_undone_world_are_empty(tmp_path: Path) -> None:
    undo_import(actor=operator(), record=bring(tmp_path / "a.xlsx", world()))
    from world import check

    assert {one["same"] for one in check(exported(tmp_path / "b.xlsx"))["sheets"]} == {0}
