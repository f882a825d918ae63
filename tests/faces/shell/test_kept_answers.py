"""A page is shown again while nothing it was drawn from has changed, with its own token, to the same account only."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast import Cast, make_cast
from suzhi.engines.access.api import Grant
from suzhi.engines.org.models import Unit
from suzhi.faces.shell.drawings import DRAWINGS
from suzhi.kernel import clock
from suzhi.kernel.fleeting import fleeting

pytestmark = pytest.mark.django_db
KEY = re.compile(r'name="once" value="([\w-]{20,})"')
TOKEN = re.compile(r'X-CSRFToken": "(\w{64})"')


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def office(cast: Cast) -> Client:
    return entered(cast, "city_office", "C")


def entered(cast: Cast, role: str, unit: str) -> Client:
    account = cast.account(role, unit)
    account.must_change_password = False
    account.save()
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/units/")
    DRAWINGS.clear()
    return client


def count(client: Client, where: str = "/units/", **more: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(where, **more).status_code == 200
    return len(seen)


def test_the_second_look_asks_only_who_asks_and_what_has_changed(office: Client) -> None:
    first, second = count(office), count(office)
    assert second < first
    assert second <= 5


def test_a_change_is_seen_at_once(office: Client, cast: Cast) -> None:
    assert "东县总工会" in office.get("/units/").content.decode()
    office.get("/units/")
    Unit.objects.filter(pk=cast.units["A"].pk).update(name="东城总工会")
    shown = office.get("/units/").content.decode()
    assert "东城总工会" in shown
    assert "东县总工会" not in shown


def test_every_answer_has_its_own_token_and_each_of_them_is_taken(office: Client) -> None:
    pages = [office.get("/units/").content.decode() for _ in range(3)]
    tokens = [TOKEN.search(page)[1] for page in pages]  # type: ignore[index]
    assert len(set(tokens)) == 3
    keys = [KEY.findall(page) for page in pages]
    assert all(keys)
    assert len({key for page in keys for key in page}) == sum(map(len, keys)), "no form's key comes twice"
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = office.cookies
    for token in tokens:
        answer = strict.post("/ui/language", {"language": "en", "next": "/", "csrfmiddlewaretoken": token})
        assert answer.status_code == 302
    assert strict.post("/ui/language", {"csrfmiddlewaretoken": "x" * 64}).status_code == 403


def test_each_account_has_its_own_drawings(office: Client, cast: Cast) -> None:
    office.get("/units/")
    chair = entered(cast, "unit_chair", "A1")
    office.get("/units/")
    shown = chair.get("/units/").content.decode()
    assert "西县纺织厂工会" not in shown
    assert "西县纺织厂工会" in office.get("/units/").content.decode()


def test_a_grant_that_ends_or_begins_is_felt_at_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    chair = entered(cast, "unit_chair", "A1")
    chair.get("/units/")
    assert chair.get("/units/").status_code == 200
    grant = Grant.objects.create(
        account=cast.account("unit_chair", "A1"), role="unit_chair", unit=cast.units["B"],
        valid_from=clock.today() + timedelta(days=1),
    )  # fmt: skip
    assert "西县总工会" not in chair.get("/units/").content.decode()
    grant.valid_from = date(2016, 1, 1)
    grant.save()
    assert "西县总工会" in chair.get("/units/").content.decode()
    Grant.objects.filter(account=cast.account("unit_chair", "A1")).update(valid_to=date(2016, 1, 2))
    assert chair.get("/units/").status_code == 404


def test_the_next_day_is_drawn_anew(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    count(office)
    kept = count(office)
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    assert count(office) > kept


@pytest.mark.parametrize("cookie", ["theme", "size"])
def test_look_and_language_are_part_of_it(office: Client, cookie: str) -> None:
    count(office)
    kept = count(office)
    office.cookies[cookie] = "dark" if cookie == "theme" else "huge"
    assert count(office) > kept
    assert 'lang="en"' in office.get("/units/", headers={"Accept-Language": "en"}).content.decode()
    assert 'lang="zh-hans"' in office.get("/units/").content.decode()


def test_a_message_is_shown_once_and_to_nobody_later(office: Client) -> None:
    from django.contrib.messages import constants
    from django.contrib.messages.storage.cookie import CookieStorage

    office.get("/units/")
    storage = CookieStorage(HttpRequest())
    storage.add(constants.SUCCESS, "只此一次")
    office.cookies["messages"] = storage._encode(list(storage._queued_messages))
    assert "只此一次" in office.get("/units/").content.decode()
    assert "只此一次" not in office.get("/units/").content.decode()


def test_what_is_used_once_is_never_kept(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from suzhi.faces.console import context

    drawn: list[int] = []
    search = context._search

    def with_a_key(*given: Any) -> Any:
        fleeting()
        drawn.append(1)
        return search(*given)

    monkeypatch.setattr(context, "_search", with_a_key)
    for _ in range(3):
        office.get("/units/")
    assert len(drawn) == 3
    assert len(DRAWINGS) == 0


def test_only_whole_pages_that_say_so_are_kept(office: Client, cast: Cast) -> None:
    office.get("/units/", headers={"HX-Request": "true"})
    office.get("/security/own/")
    office.get("/units/999999/")
    assert len(DRAWINGS) == 0
    office.get("/units/")
    assert len(DRAWINGS) == 1


def test_it_does_not_come_back_after_signing_out(office: Client) -> None:
    office.get("/units/")
    answer = office.get("/units/")
    assert answer["Cache-Control"] == "no-store"
    office.logout()
    assert office.get("/units/").status_code == 302
