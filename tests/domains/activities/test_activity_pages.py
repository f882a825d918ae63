"""The pages of activities as people use them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from filled import filled
from suzhi.domains.activities.api import Activity, change_activity, record_activity
from suzhi.domains.activities.pages.console.record import NAMES as FACTS
from suzhi.engines.access.api import system_actor
from suzhi.engines.kinds.api import all_kinds
from suzhi.engines.people.api import register_person
from suzhi.engines.workflow.api import timeline
from suzhi.faces.shell.drawings import DRAWINGS

DAY = date(2017, 6, 30)
NAMES = [f"{family}{given}" for family in "赵钱孙李周吴" for given in ("一", "二", "三", "四", "五")]


def client_of(cast: Any, role: str, unit: str) -> Client:
    client = Client()
    client.force_login(
        cast.account(role, unit), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def form(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "volunteer-service",
        "unit": "A1 东县机床厂工会",
        "name": "河堤清理",
        "starts_on": "2017-06-30",
        "do": "confirm",
        "headcount": "25",
    } | changes


def text(response: Any) -> str:
    return response.content.decode()


def activities(cast: Any, count: int, unit: str = "A1", **facts: Any) -> list[Activity]:
    rows = [
        Activity(
            key=f"T{unit}{at}",
            kind="reading",
            name=f"第{at}次读书会",
            unit=cast.units[unit],
            starts_on=DAY,
            **facts,
        )
        for at in range(count)
    ]
    return Activity.objects.bulk_create(rows)


def test_thirty_pasted_names_become_a_confirmed_roster_in_one_go(cast: Any) -> None:
    for name in NAMES:
        register_person(actor=system_actor(), unit=cast.units["A1"], name=name)
    chair = client_of(cast, "unit_chair", "A1")
    checked = text(chair.post("/activities/roster/", form(headcount="", people="\n".join(NAMES))))
    assert "30" in checked and "没有找到" not in checked
    response = chair.post("/activities/new/", form(headcount="", people="、".join(NAMES)))
    activity = Activity.objects.get()
    assert response.url == f"/activities/{activity.pk}/"
    assert activity.state == "confirmed" and activity.participations.count() == 30


def test_the_own_unit_is_filled_in(cast: Any) -> None:
    assert 'value="A1 东县机床厂工会"' in text(client_of(cast, "recorder", "A1").get("/activities/new/"))


def test_unknown_names_are_listed_and_nothing_is_lost(cast: Any) -> None:
    register_person(actor=system_actor(), unit=cast.units["A1"], name="周一")
    page = text(client_of(cast, "unit_chair", "A1").post("/activities/new/", form(people="周一\n某某某")))
    assert "某某某" in page and "/people/new/?name=" in page and "河堤清理" in page
    assert not Activity.objects.exists()


def test_an_ambiguous_name_is_settled_by_choosing(cast: Any) -> None:
    register_person(actor=system_actor(), unit=cast.units["A"], name="周一", key="P1", phone="13800001234")
    register_person(actor=system_actor(), unit=cast.units["A1"], name="周一", key="P2")
    county = client_of(cast, "county_reviewer", "A")
    sent = form(unit="A 东县总工会", people="周一")
    page = text(county.post("/activities/new/", sent))
    assert 'name="pick-周一"' in page and "138****1234" in page and "13800001234" not in page
    county.post("/activities/new/", sent | {"pick-周一": "P2"})
    assert Activity.objects.get().participations.get().person.key == "P2"


def test_a_twin_is_warned_about_and_saved_when_meant(cast: Any) -> None:
    chair = client_of(cast, "unit_chair", "A1")
    chair.post("/activities/new/", form())
    page = text(chair.post("/activities/new/", form(name="河堤 清理")))
    assert "仍然保存" in page and Activity.objects.count() == 1
    chair.post("/activities/new/", form(name="河堤 清理", acknowledged="activities.twin"))
    assert Activity.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_on": "2099-01-01"}, "在今天之后"),
        ({"ends_on": "2017-01-01"}, "早于开始日期"),
        ({"headcount": "9999999"}, "不合理"),
        ({"unit": "B1 西县纺织厂工会"}, "没有找到"),
        ({"starts_on": "三十日"}, "日期"),
        ({"kind": "no-such"}, "类别"),
    ],
)
def test_a_refusal_stands_in_the_form_and_saves_nothing(
    cast: Any, changes: dict[str, str], words: str
) -> None:
    response = client_of(cast, "unit_chair", "A1").post("/activities/new/", form(**changes))
    assert response.status_code == 200 and words in text(response) and "河堤清理" in text(response)
    assert not Activity.objects.exists()


def test_a_recorder_drafts_and_sees_why_not_more(cast: Any) -> None:
    recorder = client_of(cast, "recorder", "A1")
    assert "没有“确认记录”的权限" in text(recorder.get("/activities/new/"))
    recorder.post("/activities/new/", form(do="draft"))
    activity = Activity.objects.get()
    assert activity.state == "draft"
    recorder.post(f"/activities/{activity.pk}/step/", {"step": "confirm"})
    activity.refresh_from_db()
    assert activity.state == "draft"


def test_another_kind_asks_other_questions_and_keeps_what_was_written(cast: Any) -> None:
    page = text(
        client_of(cast, "unit_chair", "A1").post("/activities/new/?again=1", form(kind="skills-training"))
    )
    assert 'name="hours"' in page and 'value="河堤清理"' in page
    assert not Activity.objects.exists()


def test_a_partner_sees_the_activity_and_cannot_change_it(cast: Any) -> None:
    activity = record_activity(
        actor=system_actor(),
        unit=cast.units["A1"],
        kind="reading",
        name="联合读书会",
        starts_on=DAY,
        partners=[cast.units["B1"]],
    )
    chair = client_of(cast, "unit_chair", "B1")
    assert "联合读书会" in text(chair.get("/activities/"))
    assert chair.get(f"/activities/{activity.pk}/").status_code == 200
    assert chair.get(f"/activities/{activity.pk}/edit/").status_code == 404
    assert client_of(cast, "unit_chair", "A1").get(f"/activities/{activity.pk}/edit/").status_code == 200


def test_the_list_searches_filters_and_says_how_many(cast: Any) -> None:
    activities(cast, 3)
    activities(cast, 2, unit="B1", state="confirmed")
    office = client_of(cast, "city_office", "C")
    assert "共 5 条" in text(office.get("/activities/"))
    assert "共 2 条" in text(office.get("/activities/?unit=B"))
    assert "共 2 条" in text(office.get("/activities/?state=confirmed"))
    assert "共 2 条" in text(office.get("/activities/?q=第1次"))
    assert "没有符合条件" in text(office.get("/activities/?year=2016"))
    recorder = client_of(cast, "recorder", "A1")
    assert "共 3 条" in text(recorder.get("/activities/"))
    assert "没有符合条件" in text(recorder.get("/activities/?unit=B"))


@pytest.mark.parametrize("path", ["/activities/", "/activities/?q=第1&sort=-day", "/activities/?page=2"])
def test_a_list_costs_the_same_whatever_its_length(cast: Any, path: str) -> None:
    activities(cast, 60)
    chair = client_of(cast, "unit_chair", "A1")
    chair.get(path)
    DRAWINGS.clear()  # what the list costs when it is drawn, not when it is kept
    before = _count(chair, path)
    activities(cast, 120, unit="B1")
    Activity.objects.filter(unit=cast.units["B1"]).update(unit=cast.units["A1"])
    assert _count(chair, path) == before <= 16


def test_a_record_page_asks_no_more_than_it_did(cast: Any) -> None:
    row = activities(cast, 1)[0]
    chair = client_of(cast, "unit_chair", "A1")
    chair.get(f"/activities/{row.pk}/")
    assert _count(chair, f"/activities/{row.pk}/") <= 18


def _count(client: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_ticked_rows_are_confirmed_and_refused_ones_named(cast: Any) -> None:
    rows = activities(cast, 2)
    late = Activity.objects.create(
        key="L", kind="reading", name="明年的", unit=cast.units["A1"], starts_on=date(2999, 1, 1)
    )
    chair = client_of(cast, "unit_chair", "A1")
    sent = {"step": "confirm", "row": [str(row.pk) for row in [*rows, late]]}
    page = text(chair.post("/activities/bulk/", sent, follow=True))
    assert "已办理 2 条" in page and "明年的" in page
    assert Activity.objects.filter(state="confirmed").count() == 2


def test_the_export_holds_exactly_what_is_shown_and_no_formula(cast: Any) -> None:
    from openpyxl import load_workbook

    activities(cast, 2)
    Activity.objects.create(key="F", kind="arts", name="=1+1", unit=cast.units["A1"], starts_on=DAY)
    chair = client_of(cast, "unit_chair", "A1")
    book = load_workbook(
        io.BytesIO(b"".join(chair.get("/activities/?kind=arts&export=xlsx").streaming_content))
    )
    rows = list(book.active.iter_rows(values_only=True))
    assert len(rows) == 2 and rows[1][0] == "'=1+1" and rows[1][3].date() == DAY
    lines = (
        b"".join(chair.get("/activities/?kind=arts&export=csv").streaming_content)
        .decode("utf-8-sig")
        .splitlines()
    )
    assert len(lines) == 2 and lines[1].startswith("'=1+1,")


def test_who_may_not_export_is_refused(cast: Any) -> None:
    leader = client_of(cast, "leader", "C")
    assert "没有“导出数据”的权限" in text(leader.get("/activities/"))
    assert leader.get("/activities/?export=csv").status_code == 404


def test_the_history_says_who_changed_what(cast: Any) -> None:
    chair = client_of(cast, "unit_chair", "A1")
    chair.post("/activities/new/", form())
    activity = Activity.objects.get()
    path = f"/activities/{activity.pk}/edit/"
    chair.post(path, filled(chair, path, name="河堤大清理"))
    page = text(chair.get(f"/activities/{activity.pk}/"))
    assert "<del>河堤清理</del>" in page and "<ins>河堤大清理</ins>" in page and "更正活动" in page


def test_two_corrections_in_a_minute_stay_two_entries_of_the_history(cast: Any) -> None:
    chair = cast.actor("unit_chair", "A1")
    activity = activities(cast, 1)[0]
    for name in ("第一次更正", "第二次更正"):
        change_activity(actor=chair, activity=activity, name=name)
    activity.refresh_from_db()
    second, first = timeline(activity, FACTS)[:2]
    assert [change[2] for change in first.changes] == ["第一次更正"]
    assert [change[2] for change in second.changes] == ["第二次更正"]


@pytest.fixture
def own_kind(tmp_path: Path, settings: Any) -> Iterator[None]:
    """One YAML entry in the installation's own packs; no Python."""
    folder = tmp_path / "packs" / "kinds"
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text(
        "family: activity\nkinds:\n"
        "  - {code: tea-tasting, name: 茶艺交流, traits: [roster, headcount, hours],"
        " fields: [{code: teas, name: 茶样数, type: integer, required: true},"
        " {code: level, name: 层次, type: choice, choices: [初级, 高级]}]}\n",
        encoding="utf-8",
    )
    settings.SUZHI_HOME = tmp_path
    all_kinds.cache_clear()
    yield
    settings.SUZHI_HOME = tmp_path / "none"
    all_kinds.cache_clear()


def test_one_yaml_entry_gives_form_import_permission_and_listing(cast: Any, own_kind: None) -> None:
    from suzhi.engines.exchange.sheets.declare import REGISTRY

    chair = client_of(cast, "unit_chair", "A1")
    page = text(chair.get("/activities/new/?kind=tea-tasting"))
    assert (
        "茶样数" in page
        and 'name="x_level"' in page
        and 'name="hours"' in page
        and 'name="partners"' not in page
    )
    assert "必填" in text(chair.post("/activities/new/", form(kind="tea-tasting")))
    assert not Activity.objects.exists()
    chair.post("/activities/new/", form(kind="tea-tasting", x_teas="7", x_level="高级"))
    activity = Activity.objects.get()
    assert activity.extra == {"teas": 7, "level": "高级"}
    assert "茶艺交流" in text(chair.get("/activities/?kind=tea-tasting"))
    record = text(chair.get(f"/activities/{activity.pk}/"))
    assert "茶样数" in record and "高级" in record
    assert client_of(cast, "unit_chair", "B1").get(f"/activities/{activity.pk}/").status_code == 404
    sheet = REGISTRY.get("活动")
    assert sheet is not None and sheet.column("类别").choices()["茶艺交流"] == "tea-tasting"


def test_a_record_whose_kind_left_the_packs_still_opens(cast: Any) -> None:
    activity = Activity.objects.create(
        key="G", kind="gone", name="旧类别的活动", unit=cast.units["A1"], starts_on=DAY
    )
    chair = client_of(cast, "unit_chair", "A1")
    assert "旧类别的活动" in text(chair.get(f"/activities/{activity.pk}/"))
    assert chair.get(f"/activities/{activity.pk}/edit/").status_code == 200
    assert "gone" in text(chair.get("/activities/"))
