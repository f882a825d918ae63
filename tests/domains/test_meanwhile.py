"""Two people correct one record: the second is told what the first changed, and nothing is lost or overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from suzhi.domains.activities.api import change_activity, open_campaign, record_activity
from suzhi.domains.venues.api import VENUES
from suzhi.engines.access.api import system_actor
from suzhi.engines.audit.api import Act
from suzhi.engines.people.api import add_post, register_person
from suzhi.engines.records.api import record

DAY = date(2017, 6, 30)
SYSTEM = system_actor()


def client_of(cast: Any, role: str, unit: str) -> Client:
    client = Client()
    client.force_login(
        cast.account(role, unit), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def text(response: Any) -> str:
    return response.content.decode()


def version(page: str) -> str:
    found = re.search(r'name="opened" value="([^"]*)"', page)
    assert found, "the form carries the version that it was opened with"
    return found.group(1)


def code_of(page: str) -> str:
    found = re.search(r'name="acknowledged" value="(workflow.meanwhile:[^"]*)"', page)
    assert found, "the save is refused, and can be meant"
    return found.group(1)


@dataclass
class Case:
    """A record with a form: what two people send, and the words in which the first change is told."""

    make: Callable[[Any], Model]
    path: str
    first: dict[str, str]
    second: dict[str, str]
    field: str
    told: str


def activity(cast: Any, **facts: Any) -> Any:
    given = {"kind": "reading", "name": "读书会", "starts_on": DAY, "confirm": True} | facts
    return record_activity(actor=SYSTEM, unit=cast.units["A1"], **given)


def venue(cast: Any) -> Any:
    return record(
        family=VENUES,
        actor=SYSTEM,
        unit=cast.units["A1"],
        kind="book-house",
        name="书屋",
        opened_on=DAY,
        confirm=True,
    )


def person(cast: Any) -> Any:
    return register_person(actor=SYSTEM, unit=cast.units["A1"], name="周一")


def post(cast: Any) -> Any:
    return add_post(
        actor=SYSTEM,
        person=person(cast),
        kind="volunteer",
        unit=cast.units["A1"],
        valid_from=date(2016, 1, 1),
    )


ACTIVITY = {"kind": "reading", "starts_on": "2017-06-30"}
VENUE = {"kind": "book-house", "opened_on": "2017-06-30"}
UNIT = {"type": "grassroots"}
CASES = {
    "activity": Case(activity, "/activities/{}/edit/", ACTIVITY | {"name": "大读书会"},
                     ACTIVITY | {"name": "小读书会"}, "name", "“名称”由“读书会”改为“大读书会”"),
    "venue": Case(venue, "/venues/{}/edit/", VENUE | {"name": "大书屋"}, VENUE | {"name": "小书屋"},
                  "name", "“名称”由“书屋”改为“大书屋”"),
    "venue's end": Case(venue, "/venues/{}/close/", {"on": "2018-01-01"}, {"on": "2019-01-01"},
                        "closed_on", "“停用日期”由“–”改为“2018年1月1日”"),
    "person": Case(person, "/people/{}/edit/", {"name": "周壹"}, {"name": "周乙"},
                   "name", "“姓名”由“周一”改为“周壹”"),
    "post": Case(post, "/posts/{}/end/", {"on": "2018-01-01"}, {"on": "2019-01-01"},
                 "valid_to", "“止”由“–”改为“2018年1月1日”"),
    "unit": Case(lambda cast: cast.units["A1"], "/units/{}/edit/", UNIT | {"name": "东县机床集团工会"},
                 UNIT | {"name": "东县数控机床厂工会"}, "name", "“名称”由“东县机床厂工会”改为“东县机床集团工会”"),
    "campaign": Case(lambda cast: open_campaign(actor=SYSTEM, unit=cast.units["A"], name="读书月"),
                     "/campaigns/{}/edit/", {"name": "大读书月"}, {"name": "小读书月"},
                     "name", "“名称”由“读书月”改为“大读书月”"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(CASES))
def test_the_second_is_told_keeps_his_input_and_decides(cast: Any, name: str) -> None:
    case = CASES[name]
    record = case.make(cast)
    path = case.path.format(record.pk)
    county, office = client_of(cast, "county_reviewer", "A"), client_of(cast, "city_office", "C")
    mine, theirs = (version(text(client.get(path))) for client in (office, county))
    assert county.post(path, case.first | {"opened": theirs}).status_code == 302
    record.refresh_from_db()
    stands = getattr(record, case.field)

    page = text(office.post(path, case.second | {"opened": mine}))
    assert case.told in page and "县级审核员A在" in page
    assert case.second.get("name", case.second.get("on", "")) in page and version(page) == mine
    record.refresh_from_db()
    assert getattr(record, case.field) == stands
    # Pressing again without saying so changes nothing; saying so does.
    assert office.post(path, case.second | {"opened": mine}).status_code == 200
    meant = case.second | {"opened": mine, "acknowledged": code_of(page)}
    assert office.post(path, meant).status_code == 302
    record.refresh_from_db()
    assert getattr(record, case.field) != stands


def test_what_was_meant_was_meant_for_the_version_one_was_told_of(cast: Any) -> None:
    record = activity(cast)
    path = f"/activities/{record.pk}/edit/"
    office = client_of(cast, "city_office", "C")
    opened = version(text(office.get(path)))
    change_activity(actor=SYSTEM, activity=record, place="北岸")
    sent = ACTIVITY | {"name": "小读书会", "opened": opened}
    meant = sent | {"acknowledged": code_of(text(office.post(path, sent)))}
    change_activity(actor=SYSTEM, activity=record, place="南岸")
    page = text(office.post(path, meant))
    assert "“地点”由“–”改为“南岸”" in page
    record.refresh_from_db()
    assert record.name == "读书会"


def test_nobody_meanwhile_nothing_asked(cast: Any) -> None:
    record = activity(cast)
    path = f"/activities/{record.pk}/edit/"
    office = client_of(cast, "city_office", "C")
    opened = version(text(office.get(path)))
    change_activity(actor=SYSTEM, activity=record, place="北岸")
    change_activity(actor=SYSTEM, activity=record, place="")
    # Turned back to what the form was opened with: there is nothing to tell.
    assert office.post(path, ACTIVITY | {"name": "小读书会", "opened": opened}).status_code == 302


def test_another_kind_of_form_keeps_the_version(cast: Any) -> None:
    record = activity(cast)
    path = f"/activities/{record.pk}/edit/"
    office = client_of(cast, "city_office", "C")
    opened = version(text(office.get(path)))
    change_activity(actor=SYSTEM, activity=record, place="北岸")
    assert version(text(office.post(f"{path}?again=1", ACTIVITY | {"name": "x", "opened": opened}))) == opened


def test_partners_stand_beside_the_row_and_are_told(cast: Any) -> None:
    record = activity(cast)
    path = f"/activities/{record.pk}/edit/"
    office = client_of(cast, "city_office", "C")
    opened = version(text(office.get(path)))
    change_activity(actor=cast.actor("county_reviewer", "A"), activity=record, partners=[cast.units["B1"]])
    page = text(office.post(path, ACTIVITY | {"name": "小读书会", "opened": opened}))
    assert "县级审核员A在" in page and "协办单位" in page
    assert record.partners.count() == 1


def test_a_sealed_number_is_told_of_and_not_told(cast: Any) -> None:
    record = person(cast)
    path = f"/people/{record.pk}/edit/"
    office = client_of(cast, "city_office", "C")
    opened = version(text(office.get(path)))
    client_of(cast, "county_reviewer", "A").post(
        path, {"name": "周一", "phone": "13800001234", "opened": opened}
    )
    page = text(office.post(path, {"name": "周乙", "opened": opened}))
    assert "改过：手机号。" in page and "1380000" not in page


def test_ones_own_other_window_is_named_so(cast: Any) -> None:
    record = person(cast)
    path = f"/people/{record.pk}/edit/"
    office = client_of(cast, "city_office", "C")
    opened = version(text(office.get(path)))
    office.post(path, {"name": "周壹", "opened": opened})
    assert "本人（在另一处）在" in text(office.post(path, {"name": "周乙", "opened": opened}))


def test_a_denial_under_a_guard_stays_in_the_audit(cast: Any) -> None:
    record = activity(cast, confirm=False)
    path = f"/activities/{record.pk}/edit/"
    recorder = client_of(cast, "recorder", "A1")
    opened = version(text(recorder.get(path)))
    type(record).objects.filter(pk=record.pk).update(state="confirmed", rank=1)
    told = text(recorder.post(path, ACTIVITY | {"name": "小", "opened": opened}))
    assert "“状态”由“草稿”改为“已确认”" in told
    sent = ACTIVITY | {"name": "小", "opened": opened, "acknowledged": code_of(told)}
    assert recorder.post(path, sent).status_code == 404
    assert Act.objects.filter(verb="access.denied").count() == 1
