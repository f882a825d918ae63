"""A process brought by a pack works on every face as the shipped one does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from openpyxl import Workbook

from second_process import PROCESS, renew, second_process
from suzhi.domains.activities.api import record_activity, step_activity
from suzhi.domains.activities.models import Activity
from suzhi.domains.venues.api import VENUES, Venue
from suzhi.engines.access.api import system_actor
from suzhi.engines.audit.api import Act, verify, write_seal
from suzhi.engines.exchange.api import check_file, import_file
from suzhi.engines.people.api import add_post, register_person, step_post
from suzhi.engines.records.api import record
from suzhi.engines.workflow.api import actions_of, flagged, state_label
from suzhi.engines.workflow.models import Standing
from suzhi.faces.console.waiting import waiting_for
from suzhi.kernel.errors import Refusal

DAY = date(2017, 5, 4)
CHAIR = system_actor("主席")


@pytest.fixture(autouse=True)
def ballot(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DEMO_WITHOUT_TOTP = True
    with second_process(settings, tmp_path):
        yield


def talk(cast: Any, kind: str = "ballot-talk", **more: Any) -> Activity:
    given: dict[str, Any] = {"actor": CHAIR, "name": f"会 {kind}", "starts_on": DAY} | more
    return record_activity(unit=cast.units["A1"], kind=kind, **given)


def stands(row: Any) -> tuple[str, str, int]:
    row.refresh_from_db()
    return row.process, row.state, row.rank


def client(cast: Any, role: str, unit: str) -> Client:
    found = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    found.force_login(cast.account(role, unit), backend=backend)
    return found


def test_every_step_writes_state_and_rank(cast: Any) -> None:
    row = talk(cast)
    assert stands(row) == ("ballot", "proposed", 0)
    step_activity(actor=CHAIR, activity=row, step="pass")
    assert stands(row) == ("ballot", "passed", 2)
    step_activity(actor=CHAIR, activity=row, step="reject", reason="再议")
    assert stands(row) == ("ballot", "returned", 0)
    with pytest.raises(Refusal):
        step_activity(actor=CHAIR, activity=row, step="confirm")


def test_whoever_may_confirm_counts_at_once_in_either_process(cast: Any) -> None:
    assert stands(talk(cast, confirm=True)) == ("ballot", "passed", 2)
    assert stands(talk(cast, "reading", confirm=True)) == ("record", "confirmed", 1)
    house = record(
        actor=CHAIR,
        family=VENUES,
        unit=cast.units["A1"],
        kind="ballot-house",
        name="点",
        opened_on=DAY,
        confirm=True,
    )
    assert stands(house) == ("ballot", "passed", 2)
    person = register_person(actor=CHAIR, unit=cast.units["A1"], name="甲")
    post = add_post(actor=CHAIR, person=person, kind="ballot-post", unit=cast.units["A1"], valid_from=DAY)
    assert stands(post) == ("ballot", "proposed", 0)
    step_post(actor=CHAIR, post=post, step="pass")
    assert stands(post) == ("ballot", "passed", 2)


def test_a_record_stays_in_its_process_whatever_its_pack_becomes(cast: Any, tmp_path: Path) -> None:
    row = talk(cast)
    (tmp_path / "packs/kinds/activity.yaml").unlink()
    renew()
    assert row.own_process.code == "ballot" and state_label(row) == "拟定"
    step_activity(actor=CHAIR, activity=row, step="pass")
    assert stands(row) == ("ballot", "passed", 2)


def test_what_counts_is_asked_of_each_process(cast: Any) -> None:
    counted = {talk(cast, confirm=True).pk, talk(cast, "reading", confirm=True).pk}
    talk(cast, name="未通过")
    talk(cast, "reading", name="草稿")
    assert set(Activity.objects.filter(flagged("counted")).values_list("pk", flat=True)) == counted


def test_buttons_filter_and_history_speak_of_its_own_states(cast: Any) -> None:
    row = talk(cast)
    names = [button.step.code for button in actions_of(CHAIR, row.own_process, row)]
    assert names == ["pass", "reject"]
    step_activity(actor=CHAIR, activity=row, step="reject", reason="再议")
    talk(cast, "reading", name="读书会")
    chair = client(cast, "unit_chair", "A1")
    page = chair.get(f"/activities/{row.pk}/").content.decode()
    assert "已发回" in page and "“状态”由" not in page and "拟定" in page
    listed = chair.get("/activities/?state=returned").content.decode()
    assert "已退回／已发回" in listed and "会 ballot-talk" in listed and "读书会" not in listed
    assert chair.get("/posts/").status_code == chair.get("/venues/").status_code == 200


def test_what_waits_is_asked_in_its_own_process(cast: Any) -> None:
    talk(cast)
    talk(cast, "reading")
    row = talk(cast, name="发回的")
    step_activity(actor=CHAIR, activity=row, step="reject", reason="再议")
    told = [(w.state.label, w.step.code, w.count) for w in waiting_for(cast.actor("unit_chair", "A1"))]
    assert told == [("草稿", "confirm", 1), ("拟定", "pass", 1), ("已发回", "pass", 1)]


def book(path: Path, *rows: list[Any]) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "活动"
    for row in (["活动编号", "类别", "名称", "主办单位编码", "开始"], *rows):
        sheet.append(row)
    made.save(path)
    return path


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("unit_chair", {"N1": ("ballot", "passed", 2), "N2": ("record", "confirmed", 1)}),
        ("recorder", {"N1": ("ballot", "proposed", 0), "N2": ("record", "draft", 0)}),
    ],
)
def test_an_import_enters_each_kind_under_its_process(
    cast: Any, tmp_path: Path, role: str, expected: dict[str, Any]
) -> None:
    rows = [["N1", "评议会", "甲", "A1", DAY], ["N2", "读书活动", "乙", "A1", DAY]]
    import_file(actor=cast.actor(role, "A1"), path=book(tmp_path / "a.xlsx", *rows), name="a.xlsx")
    assert {row.key: stands(row) for row in Activity.objects.all()} == expected


def test_an_import_leaves_what_is_closed_in_its_process(cast: Any, tmp_path: Path) -> None:
    talk(cast, confirm=True, key="N1")
    talk(cast, key="N2", name="另一场")
    rows = [[key, "评议会", f"另名{key}", "A1", DAY] for key in ("N1", "N2")]
    path = book(tmp_path / "a.xlsx", *rows)
    [counted] = check_file(actor=cast.actor("unit_chair", "A1"), path=path).sheets
    assert (counted.change, counted.refused) == (1, 1)


def test_the_database_refuses_a_state_without_its_rank(cast: Any) -> None:
    row = talk(cast)
    for wrong in ({"rank": 3}, {"state": "passed"}, {"process": "record"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Activity.objects.filter(pk=row.pk).update(**wrong)
    row.rank = 3
    row.save()
    assert stands(row) == ("ballot", "proposed", 0)
    assert stands(Venue.objects.create(
        key="V", kind="ballot-house", name="x", unit=cast.units["A1"], opened_on=DAY, state="passed"
    )) == ("ballot", "passed", 2)  # fmt: skip


def test_a_rank_that_the_pack_changes_reaches_the_records_in_one_act(cast: Any, tmp_path: Path) -> None:
    row = talk(cast, confirm=True)
    write_seal()
    pack = tmp_path / "packs/workflows/ballot.yaml"
    pack.write_text(PROCESS.replace("rank: 2", "rank: 1"), encoding="utf-8")
    renew()
    assert stands(row) == ("ballot", "passed", 1)
    assert Act.objects.filter(verb="workflow.moved").count() == 1
    assert [one for one in verify().problems if one.kind.startswith(("rank", "row"))] == []


def test_verification_names_a_rank_that_was_altered_past_the_key(cast: Any) -> None:
    row = talk(cast)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE activities_activity SET rank = 3 WHERE id = %s", [row.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert ("rank.altered", row.pk) in {(one.kind, one.row) for one in verify().problems}
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE venues_venue DROP CONSTRAINT venues_venue_standing")
    Standing.objects.filter(process="ballot", state="passed").update(rank=7)
    kinds = {one.kind for one in verify().problems}
    assert {"rank.unbound", "rank.standing"} <= kinds


def test_a_process_that_is_brought_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "packs/workflows/again.yaml").write_text(PROCESS, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        renew()
    assert refused.value.code == "workflow.twice"
