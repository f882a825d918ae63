"""Every form carries its key, and every form opened and saved without a change changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import F
from django.test import Client

from contracts.addresses import Address, all_addresses
from contracts.arguments import address_for
from contracts.world import make_world
from filled import Form, forms_of
from suzhi.domains.activities.models import Activity, Partner
from suzhi.domains.plans.api import Duty
from suzhi.engines.org.models import UnitTag

pytestmark = pytest.mark.django_db

# What is written at any press: who did something, which form was sent, and sign-ins.
BESIDE = {"audit_act", "audit_change", "audit_note", "access_submission", "accounts_signin"}
# Forms that do something dated or new each time they are sent: they correct no row.
ACTING = {
    "accounts:enter", "accounts:reset", "accounts:suspend", "exchange:new", "org:close", "org:create",
    "org:merge", "org:move", "org:split", "org:tag", "org:untag", "people:leave", "people:transfer", "people:enter",
    "people:post_end", "plans:settings", "reports:new", "venues:close",
}  # fmt: skip

# Which row, where the address alone shows an empty form for a new one.
ASKED = {"org:year": "?year=2017"}


def pages() -> list[Address]:
    return [address for address in all_addresses() if address.ours and not address.name.startswith("ui:")]


@pytest.fixture(scope="module")
def shown(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Any]:
    """The world, and every form that the city office meets in it."""
    from django.conf import settings

    kept = settings.EVIDENCE_ROOT
    settings.EVIDENCE_ROOT = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            world = make_world()
            # No organiser is its own partner; the world has it so that every table has a row of every unit.
            Partner.objects.filter(unit=F("activity__unit")).delete()
            Duty.objects.update(done_on=date(2017, 5, 1))
            UnitTag.objects.update(valid_to=date(2019, 5, 1))
            Activity.objects.update(ends_on=date(2017, 5, 6))
            found = [
                (where, address.name, form)
                for address in pages()
                for where in [address_for(address, world, "A1") + ASKED.get(address.name, "")]
                for form in _forms(master(world), where)
            ]
            yield world, found
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
            settings.EVIDENCE_ROOT = kept


def master(world: Any) -> Client:
    client = Client()
    client.force_login(world.cast.account("city_office", "C"))
    return client


def _forms(client: Client, where: str) -> list[Form]:
    page = client.get(where)
    if page.status_code != 200 or "html" not in page.get("Content-Type", ""):
        return []
    return forms_of(page)


def contents() -> dict[str, Any]:
    """A digest of every table of ours."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            if not model._meta.app_config.name.startswith("suzhi.") or table in BESIDE:
                continue
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
            found[table] = cursor.fetchone()
    return found


def test_every_form_that_posts_carries_its_key(shown: Any) -> None:
    _world, found = shown
    assert len(found) > 60
    without = [where for where, _name, form in found if "once" not in dict(form.fields)]
    assert not without, without
    keys = [dict(form.fields)["once"] for _where, _name, form in found]
    assert len(set(keys)) == len(keys), "a key of its own for each opening"


def test_a_form_saved_as_it_was_opened_changes_nothing(shown: Any) -> None:
    world, found = shown
    client = master(world)
    before, changed, tried = contents(), {}, 0
    for where, name, form in found:
        if form.attributes.get("action") or form.files or name in ACTING:
            continue
        with transaction.atomic():
            client.post(where, form.data())
            tried += 1
            after = contents()
            moved = sorted(table for table, rows in after.items() if rows != before[table])
            if moved:
                changed[where] = moved
            transaction.set_rollback(True)
    assert tried > 10
    assert not changed, changed
