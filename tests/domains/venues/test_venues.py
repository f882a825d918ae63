"""Recording venues, and their pages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from filled import filled
from suzhi.domains.venues.api import VENUES, Venue
from suzhi.engines.access.api import system_actor
from suzhi.engines.records.api import change, close, delete, record, step
from suzhi.engines.workflow.api import Doubt
from suzhi.kernel import clock
from suzhi.kernel.errors import Denied, Refusal

DAY = date(2017, 6, 30)


def recorded(cast: Any, **facts: Any) -> Any:
    given = {"kind": "book-house", "name": "机床厂职工书屋", "opened_on": DAY} | facts
    return record(actor=system_actor(), family=VENUES, unit=cast.units["A1"], **given)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"closed_on": DAY - timedelta(days=1)}, "venues.dates"),
        ({"area": Decimal(0)}, "venues.area"),
        ({"area": Decimal(2_000_000)}, "venues.area"),
        ({"volumes": -1}, "venues.volumes"),
        ({"longitude": Decimal("103.7")}, "venues.place"),
        ({"longitude": Decimal("10.7"), "latitude": Decimal("29.5")}, "venues.place"),
        ({"name": " "}, "venues.name"),
        ({"kind": "reading"}, "venues.kind"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(cast: Any, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        recorded(cast, **facts)
    assert refused.value.code == code and refused.value.remedy
    assert not Venue.objects.exists()


def test_what_has_not_opened_is_not_confirmed(cast: Any) -> None:
    draft = recorded(cast, opened_on=clock.today() + timedelta(days=1))
    with pytest.raises(Refusal) as refused:
        step(actor=system_actor(), family=VENUES, row=draft, step="confirm")
    assert refused.value.code == "venues.future_date"


def test_the_same_name_again_is_a_doubt_while_the_first_is_open(cast: Any) -> None:
    first = recorded(cast, confirm=True)
    with pytest.raises(Doubt):
        recorded(cast)
    close(actor=system_actor(), family=VENUES, row=first, on=DAY)
    assert recorded(cast).key != first.key


def test_a_chair_of_another_unit_changes_nothing(cast: Any) -> None:
    venue = recorded(cast)
    for act in (change, delete):
        with pytest.raises(Denied):
            act(actor=cast.actor("unit_chair", "B1"), family=VENUES, row=venue)


def test_it_is_entered_corrected_and_closed_in_the_console(cast: Any) -> None:
    chair = Client()
    chair.force_login(
        cast.account("unit_chair", "A1"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = chair.get("/venues/new/?kind=book-house").content.decode()
    assert 'name="volumes"' in page and 'name="self_built"' in page
    assert 'name="volumes"' not in chair.get("/venues/new/?kind=help-centre").content.decode()
    sent = {
        "kind": "book-house",
        "unit": "A1",
        "name": "机床厂职工书屋",
        "opened_on": "2017-06-30",
        "volumes": "3000",
    }
    chair.post("/venues/new/", sent | {"self_built": "yes", "do": "confirm"})
    venue = Venue.objects.get()
    assert (venue.state, venue.volumes, venue.self_built) == ("confirmed", 3000, True)
    for path, said in (("edit", {"volumes": "3200"}), ("close", {"on": "2018-01-01"})):
        where = f"/venues/{venue.pk}/{path}/"
        chair.post(where, filled(chair, where, **said))
    venue.refresh_from_db()
    assert (venue.volumes, venue.closed_on) == (3200, date(2018, 1, 1))
    page = chair.get(f"/venues/{venue.pk}/").content.decode()
    assert "<del>3000</del>" in page and "停用阵地" in page
    assert "机床厂职工书屋" in chair.get("/venues/?q=书屋&use=closed").content.decode()
    assert "机床厂职工书屋" not in chair.get("/venues/?use=open").content.decode()


def test_what_counts_is_not_corrected_into_the_future(cast: Any) -> None:
    venue = recorded(cast)
    step(actor=system_actor(), family=VENUES, row=venue, step="confirm")
    with pytest.raises(Refusal):
        change(actor=system_actor(), family=VENUES, row=venue, opened_on=clock.today() + timedelta(days=2))
    assert Venue.objects.get().opened_on == DAY


def test_the_act_of_a_correction_names_the_fields(cast: Any) -> None:
    from suzhi.engines.audit.api import Act

    change(actor=system_actor(), family=VENUES, row=recorded(cast), name="另一个书屋", opened_on=DAY)
    assert Act.objects.latest("id").detail["fields"] == ["name"]
