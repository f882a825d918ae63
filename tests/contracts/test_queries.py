"""How many statements a page asks of the database: written down, and only ever fewer; the same for one row and three.

`python -m pytest tests/contracts/test_queries.py --write-queries` writes what is better, and new pages, into the
baseline. What must be worse is changed there by hand, with the reason in the commit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contracts.addresses import all_addresses
from contracts.arguments import address_for
from contracts.world import World, make_world, role_accounts
from suzhi.faces.shell.drawings import DRAWINGS

pytestmark = pytest.mark.django_db
BASELINE = Path(__file__).resolve().parents[1] / "ratchet" / "queries.json"
# What a page may ask that is not in the baseline yet.
NEW = 20
READERS = ["city_office", "security_admin", "auditor", "system_admin"]
# Of these each unit has one row in the world; two more make three.
LISTED = [
    "org.Unit",
    "people.Person",
    "people.Post",
    "activities.Activity",
    "activities.Campaign",
    "venues.Venue",
]


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    from django.conf import settings

    kept = settings.EVIDENCE_ROOT
    settings.EVIDENCE_ROOT = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            made = make_world()
            role_accounts(made)
            yield made
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
            settings.EVIDENCE_ROOT = kept


@pytest.fixture(autouse=True)
def _seen_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """That somebody is here is written down once a minute: on which page, chance would have it."""
    monkeypatch.setattr("suzhi.engines.accounts.sessions.SEEN_EVERY", timedelta(days=1))


def reader(world: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    account = role_accounts(world)[role]
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/")
    return client


def asked(client: Client, page: str) -> int | None:
    """Statements for a fresh drawing; None where the page is not shown."""
    DRAWINGS.clear()
    with transaction.atomic(), CaptureQueriesContext(connection) as seen:
        answer = client.get(page)
        transaction.set_rollback(True)
    if answer.status_code != 200 or answer.streaming:
        return None
    return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")) for one in seen)


def counts(world: World) -> dict[str, int]:
    """By address: the reader who asks most counts."""
    found: dict[str, int] = {}
    for role in READERS:
        client = reader(world, role)
        for address in all_addresses():
            if address.ours and not address.name.startswith("ui:"):
                number = asked(client, address_for(address, world, "A1"))
                if number is not None:
                    found[address.name] = max(number, found.get(address.name, 0))
    return dict(sorted(found.items()))


def test_no_page_asks_more_than_it_did(world: World, request: pytest.FixtureRequest) -> None:
    known = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    found = counts(world)
    assert len(found) > 40
    if request.config.getoption("--write-queries"):
        best = {name: min(number, known.get(name, number)) for name, number in found.items()}
        BASELINE.write_text(json.dumps(best, indent=1) + "\n", encoding="utf-8")
    worse = {
        name: (known.get(name), number) for name, number in found.items() if number > known.get(name, -1)
    }
    assert worse == {} or request.config.getoption("--write-queries"), f"(allowed, now): {worse}"


def test_a_list_asks_the_same_for_one_row_and_for_three(world: World) -> None:
    chair = Client()
    account = world.cast.account("unit_chair", "A1")
    chair.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    lists = ["/activities/", "/venues/", "/people/", "/posts/", "/campaigns/"]
    before = {page: asked(chair, page) for page in lists}
    with transaction.atomic():
        for label in LISTED[1:]:
            for number in (1, 2):
                double(world.row(label, "A1"), number)
        after = {page: asked(chair, page) for page in lists}
        shown = chair.get("/activities/").content.decode().count("double")
        transaction.set_rollback(True)
    assert None not in before.values()
    assert after == before
    assert shown >= 2, "the rows that were added are to be seen in the list"


def double(row: Any, number: int) -> None:
    """The same row again under another key, with the seat that a person needs."""
    person = row.pk if row._meta.label == "people.Person" else None
    copy = type(row).objects.get(pk=row.pk)
    for field in copy._meta.concrete_fields:
        if field.name in ("phone_hash", "id_hash"):
            setattr(copy, field.attname, None if field.null else "")
        elif field.unique and isinstance(field, models.CharField):
            setattr(copy, field.attname, f"double{number}")
    if hasattr(copy, "name"):
        copy.name = f"double {number}"
    if row._meta.label == "people.Post":
        copy.kind = ["legal-staff", "inspector"][number - 1]
    copy.pk, copy._state.adding = None, True
    copy.save(force_insert=True)
    if person:
        from suzhi.engines.people.models import Membership

        seat = Membership.objects.filter(person_id=person).first()
        seat.pk, seat.person, seat._state.adding = None, copy, True  # type: ignore[union-attr]
        seat.save(force_insert=True)  # type: ignore[union-attr]
