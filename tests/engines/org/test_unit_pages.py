"""The pages of units and people as offices use them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from filled import filled
from suzhi.engines.access.api import system_actor
from suzhi.engines.org.api import Line, Unit, create_unit, rebuild_closure
from suzhi.engines.people.api import Person, Post, register_person


def client_of(cast: Any, role: str, unit: str) -> Client:
    client = Client()
    client.force_login(
        cast.account(role, unit), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def text(response: Any) -> str:
    return response.content.decode()


def test_a_unit_is_moved_in_the_console_and_its_page_says_so(cast: Any) -> None:
    office, unit = client_of(cast, "city_office", "C"), cast.units["A1"]
    path = f"/units/{unit.pk}/move/"
    sent = filled(office, path, parent="B 西县总工会", on="2018-07-01", reason="区划调整")
    assert office.post(path, sent).status_code == 302
    page = text(office.get(f"/units/{unit.pk}/"))
    assert "上级为西县总工会" in page and "起初至2018年6月30日" in page and "区划调整" in page


def test_a_cycle_is_refused_at_its_field(cast: Any) -> None:
    office, unit = client_of(cast, "city_office", "C"), cast.units["A"]
    path = f"/units/{unit.pk}/move/"
    page = text(office.post(path, filled(office, path, parent="A1", on="2018-07-01", reason="误")))
    assert "成环" in page and 'value="A1"' in page


def test_a_year_starts_from_the_year_before(cast: Any) -> None:
    office, unit = client_of(cast, "city_office", "C"), cast.units["A1"]
    sent = {
        "year": "2016",
        "ownership": "nonpublic",
        "nature": "enterprise",
        "unionised": "on",
        "workers": "120",
    }
    office.post(f"/units/{unit.pk}/year/", sent)
    assert 'value="120"' in text(office.get(f"/units/{unit.pk}/year/?year=2017"))
    assert unit.years.get().unionised and not unit.years.get().above_scale


def test_actions_stay_visible_with_the_reason_for_who_may_not(cast: Any) -> None:
    page = text(client_of(cast, "leader", "C").get(f"/units/{cast.units['A1'].pk}/"))
    assert "调整上级" in page and "没有“管理单位”的权限" in page


@pytest.mark.parametrize("name", ["new", "edit", "move", "merge", "split", "close", "year", "tag"])
def test_a_county_manages_its_own_and_no_other(cast: Any, name: str) -> None:
    county = client_of(cast, "county_reviewer", "A")
    assert county.get(f"/units/{cast.units['A1'].pk}/{name}/").status_code == 200
    assert county.get(f"/units/{cast.units['B1'].pk}/{name}/").status_code == 404


def test_suggestions_are_within_reach(cast: Any) -> None:
    assert "西县" not in text(client_of(cast, "recorder", "A1").get("/units/pick/?q=工会"))
    assert "西县" in text(client_of(cast, "city_office", "C").get("/units/pick/?q=纺织"))
    assert text(client_of(cast, "leader", "C").get("/units/pick/?q=工会&may=units.manage")).strip() == ""


def test_a_person_is_registered_transferred_and_holds_a_post(cast: Any) -> None:
    office = client_of(cast, "city_office", "C")
    office.post(
        "/people/new/", {"unit": "A1", "name": "周一", "phone": "13800001234", "joined_on": "2016-01-01"}
    )
    person = Person.objects.get()
    form = office.get(f"/people/{person.pk}/posts/new/").content.decode()
    assert '<option value="" selected>请选择</option>' in form
    office.post(f"/people/{person.pk}/transfer/", {"unit": "B1", "on": "2018-01-01"})
    office.post(
        f"/people/{person.pk}/posts/new/",
        {"kind": "culture-leader", "unit": "B1", "valid_from": "2018-02-01"},
    )
    post = Post.objects.get()
    office.post(f"/posts/{post.pk}/step/", {"step": "confirm"})
    page = text(office.get(f"/people/{person.pk}/"))
    assert "138****1234" in page and "13800001234" not in page
    assert "东县机床厂工会" in page and "文化骨干" in page and "已确认" in page


def test_sealed_numbers_are_never_sent_to_a_form(cast: Any) -> None:
    person = register_person(actor=system_actor(), unit=cast.units["A1"], name="周一", phone="13800001234")
    page = text(client_of(cast, "city_office", "C").get(f"/people/{person.pk}/edit/"))
    assert "13800001234" not in page and "0000" not in page.split('name="phone"')[1][:80]


def test_a_person_left_empty_in_a_correction_keeps_the_sealed_number(cast: Any) -> None:
    person = register_person(actor=system_actor(), unit=cast.units["A1"], name="周一", phone="13800001234")
    office, path = client_of(cast, "city_office", "C"), f"/people/{person.pk}/edit/"
    office.post(path, filled(office, path, name="周壹"))
    changed = Person.objects.get()
    assert changed.name == "周壹" and changed.phone_hash == person.phone_hash


def test_a_namesake_is_registered_when_meant(cast: Any) -> None:
    office = client_of(cast, "city_office", "C")
    for _time in range(2):
        page = text(office.post("/people/new/", {"unit": "A1", "name": "周一"}))
    assert "同名" in page and Person.objects.count() == 1
    office.post("/people/new/", {"unit": "A1", "name": "周一", "acknowledged": "people.same_name"})
    assert Person.objects.count() == 2


def grow(cast: Any, start: int, count: int) -> None:
    rows = Unit.objects.bulk_create(
        Unit(code=f"G{at:04}", name=f"第{at}厂工会", type="grassroots") for at in range(start, start + count)
    )
    Line.objects.bulk_create(Line(unit=row, parent=cast.units["A"]) for row in rows)
    rebuild_closure()
    for row in rows[:40]:
        person = register_person(actor=system_actor(), unit=row, name="周一")
        Post.objects.create(person=person, kind="volunteer", unit=row, valid_from=date(2017, 1, 1))


@pytest.mark.parametrize(
    "path",
    [
        "/units/",
        "/units/?q=厂工&type=grassroots",
        "/units/?under=A",
        "/units/tree/?open={A}",
        "/units/{A}/",
        "/people/",
        "/people/?q=周",
        "/posts/",
        "/search/?q=工会",
    ],
)
def test_pages_cost_the_same_whatever_their_length(cast: Any, path: str) -> None:
    county = client_of(cast, "county_reviewer", "A")
    address = path.replace("{A}", str(cast.units["A"].pk))
    grow(cast, 0, 3)
    few = counted(county, address)
    grow(cast, 100, 60)
    assert counted(county, address) <= few + 0 and few <= 20


def counted(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_new_unit_is_found_at_once(cast: Any) -> None:
    create_unit(
        actor=system_actor(), parent=cast.units["A"], code="A9", name="东县示范园区书屋工会", type="zone"
    )
    page = text(client_of(cast, "county_reviewer", "A").get("/search/suggest/?q=书屋"))
    assert "东县示范园区书屋工会" in page


def test_a_sealed_number_is_seen_whole_only_with_a_right_and_a_reason(cast: Any) -> None:
    person = register_person(actor=system_actor(), unit=cast.units["A1"], name="周一", phone="13800001234")
    address, asked = f"/people/{person.pk}/reveal/", {"field": "phone", "reason": "核对救助金到账"}
    office = client_of(cast, "city_office", "C")
    assert "13800001234" not in text(office.post(address, {"field": "phone", "reason": "x"}))
    assert "13800001234" in text(office.post(address, asked))
    assert client_of(cast, "unit_chair", "A1").post(address, asked).status_code == 404
    assert "没有“查看证件号码”的权限" in text(
        client_of(cast, "unit_chair", "A1").get(f"/people/{person.pk}/")
    )


def test_the_tree_opens_where_it_says_something(cast: Any) -> None:
    """One root alone is opened at once; what has nothing below it offers no way down."""
    page = text(client_of(cast, "city_office", "C").get("/units/tree/"))
    for unit in ("A", "B"):
        assert cast.units[unit].name in page
    below = text(client_of(cast, "city_office", "C").get(f"/units/tree/?open={cast.units['A'].pk}"))
    assert cast.units["A1"].name in below and "没有下级" in below
