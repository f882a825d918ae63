"""What is sent twice at the same moment happens once, and whatever is taken by then is told in words."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from cast import make_cast
from filled import filled
from suzhi.domains.activities.models import Activity, Campaign
from suzhi.domains.venues.models import Venue
from suzhi.engines.access.api import system_actor
from suzhi.engines.accounts.models import Account
from suzhi.engines.accounts.services import open_account
from suzhi.engines.audit.acts import _LOCK
from suzhi.engines.audit.chain import verify_chain
from suzhi.engines.people.models import Membership, Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SYSTEM = system_actor()
ID = "51110019800101001X"


def signed_in(cast: Any, role: str = "city_office", unit: str = "C") -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.account(role, unit), backend=BACKEND)
    return client


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """All of them in flight together: none ends before all wait, for the chain of acts or for each other."""

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            running = [pool.submit(run, act) for act in acts]
            while sum(one.done() for one in running) + waiting(cursor) < len(acts):
                time.sleep(0.01)
        return [one.result() for one in running]


def waiting(cursor: Any) -> int:
    """How many of this database wait for a lock. Not asked of pg_stat_activity, which a transaction sees once."""
    cursor.execute(
        "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_locks"
        " WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
    )
    return int(cursor.fetchone()[0])


def posting(cast: Any, path: str, fields: dict[str, Any]) -> Callable[[], Any]:
    client = signed_in(cast)
    return lambda: client.post(path, fields)


CASES = {
    "activity": ("/activities/new/", Activity, {"kind": "reading", "unit": "A1", "name": "读书会",
                                                "starts_on": "2017-06-30", "do": "confirm", "headcount": "25"}),
    "person": ("/people/new/", Person, {"unit": "A1", "name": "周一"}),
    "person with a number": ("/people/new/", Person, {"unit": "A1", "name": "周一", "id_number": ID}),
    "venue": ("/venues/new/", Venue, {"kind": "book-house", "unit": "A1", "name": "书屋",
                                      "opened_on": "2017-06-30", "do": "confirm"}),
    "campaign": ("/campaigns/new/", Campaign, {"unit": "A1", "name": "读书月"}),
}  # fmt: skip


@pytest.mark.parametrize("key", ["k" * 24, ""], ids=["with a key", "without"])
@pytest.mark.parametrize("name", list(CASES))
@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one_and_lead_to_it(
    name: str, key: str, settings: Any, tmp_path: Path
) -> None:
    settings.SUZHI_HOME = tmp_path
    path, model, fields = CASES[name]
    cast = make_cast()
    cast.account("city_office", "C")
    answers = at_once([posting(cast, path, fields | {"once": key})] * 4)
    assert model._default_manager.count() == 1
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, answers[0]["Location"])}
    assert verify_chain().problems == []


@pytest.mark.django_db(transaction=True)
def test_an_account_name_taken_at_the_same_moment_is_told_as_a_later_one_is() -> None:
    make_cast()

    def open_one() -> Any:
        try:
            return open_account(actor=SYSTEM, username="zhouyi", display_name="周一")
        except Exception as error:
            return error

    results = at_once([open_one] * 3)
    refused = [one for one in results if isinstance(one, Exception)]
    assert Account.objects.filter(username="zhouyi").count() == 1 and len(refused) == 2
    with pytest.raises(type(refused[0])) as later:
        open_account(actor=SYSTEM, username="zhouyi", display_name="周一")
    assert {str(one) for one in refused} == {str(later.value)}


@pytest.mark.django_db(transaction=True)
def test_deleting_a_draft_against_its_confirmation_is_answered_in_words() -> None:
    cast = make_cast()
    path, _model, fields = CASES["activity"]
    client = signed_in(cast)
    where = client.post(path, fields | {"do": "draft"})["Location"]
    pair = [posting(cast, f"{where}delete/", {}), posting(cast, f"{where}step/", {"step": "confirm"})]
    answers = at_once(pair)
    assert all(answer.status_code in {302, 404, 409} for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_a_transfer_pressed_twice_moves_once() -> None:
    cast = make_cast()
    client = signed_in(cast)
    where = client.post("/people/new/", {"unit": "A1", "name": "周一", "joined_on": "2016-01-01"})["Location"]
    path = f"{where}transfer/"
    move = filled(client, path, unit="B1", on="2018-01-01")
    answers = at_once([posting(cast, path, move)] * 3)
    assert {answer.status_code for answer in answers} == {302}
    assert Membership.objects.count() == 2


@pytest.mark.django_db
def test_the_database_itself_holds_one_identity_number() -> None:
    names = [constraint.name for constraint in Person._meta.constraints]
    assert "person_id_number_once" in names
