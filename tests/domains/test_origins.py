"""A record's page leads back to its list, and says who brought the record and by which import."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from suzhi.domains.activities.api import Activity, step_activity
from suzhi.domains.venues.api import VENUES
from suzhi.engines.access.api import system_actor
from suzhi.engines.exchange.models import Import
from suzhi.engines.people.api import add_post, register_person
from suzhi.engines.records.api import record

DAY = date(2017, 6, 30)


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def client_of(cast: Any, role: str, unit: str) -> Client:
    client = Client()
    client.force_login(
        cast.account(role, unit), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def imported(cast: Any) -> Activity:
    brought = Import.objects.create(name="六月.xlsx", sha256="0" * 64, actor=cast.account("unit_chair", "A1"))
    return Activity.objects.create(
        key="I1", kind="reading", name="读书会", unit=cast.units["A1"], starts_on=DAY, imported=brought
    )


def test_the_history_names_who_imported_and_leads_there(cast: Any, imported: Activity) -> None:
    page = text(client_of(cast, "county_reviewer", "A"), f"/activities/{imported.pk}/")
    assert f'href="/imports/{imported.imported_id}/"' in page
    assert "基层工会主席A1" in page and "六月.xlsx" in page


def test_who_may_not_see_the_import_reads_the_name_only(cast: Any, imported: Activity) -> None:
    page = text(client_of(cast, "leader", "C"), f"/activities/{imported.pk}/")
    assert f"由导入 {imported.imported_id} 登记" in page and "基层工会主席A1" in page
    assert "/imports/" not in page and "六月.xlsx" not in page


def test_the_origin_stays_after_the_first_step(cast: Any, imported: Activity) -> None:
    step_activity(actor=system_actor(), activity=imported, step="confirm")
    assert f"由导入 {imported.imported_id} 登记" in text(
        client_of(cast, "unit_chair", "A1"), f"/activities/{imported.pk}/"
    )


def test_every_record_leads_back_to_its_list(cast: Any, imported: Activity) -> None:
    system, unit = system_actor(), cast.units["A1"]
    person = register_person(actor=system, unit=unit, name="周一")
    post = add_post(actor=system, person=person, kind="volunteer", unit=unit, valid_from=DAY)
    venue = record(actor=system, family=VENUES, unit=unit, kind="book-house", name="书屋", opened_on=DAY)
    chair = client_of(cast, "unit_chair", "A1")
    for path, listing in (
        (f"/activities/{imported.pk}/", "/activities/"),
        (f"/venues/{venue.pk}/", "/venues/"),
        (f"/people/{person.pk}/", "/people/"),
        (f"/posts/{post.pk}/", "/posts/"),
        (f"/units/{unit.pk}/", "/units/"),
    ):
        crumbs = text(chair, path).partition('<nav class="crumbs"')[2].partition("</nav>")[0]
        assert f'href="{listing}"' in crumbs and 'aria-current="page"' in crumbs
