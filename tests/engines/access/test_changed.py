"""Every correction names what it changed in its act, by the decorator: no service has to remember it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cast import Cast
from suzhi.domains.activities.api import change_campaign, open_campaign
from suzhi.domains.plans.models import Duty
from suzhi.domains.plans.services import settle_duty
from suzhi.engines.access.api import system_actor
from suzhi.engines.audit.api import Act
from suzhi.engines.org.api import change_unit, record_unit_year
from suzhi.engines.people.api import change_person, register_person

pytestmark = pytest.mark.django_db
PROFILE: dict[str, Any] = {
    "ownership": "public",
    "nature": "enterprise",
    "above_scale": True,
    "disease_contract_due": False,
    "unionised": True,
}


def a_person(cast: Cast) -> None:
    person = register_person(actor=system_actor(), unit=cast.units["A1"], name="甲", sex="m")
    change_person(actor=system_actor(), person=person, name="乙", sex="m")


def a_persons_number(cast: Cast) -> None:
    person = register_person(actor=system_actor(), unit=cast.units["A1"], name="甲")
    change_person(actor=system_actor(), person=person, phone="13800001234")


def a_unit(cast: Cast) -> None:
    change_unit(actor=system_actor(), unit=cast.units["A1"], name="东县机床厂工会", area_code="511100")


def a_campaign(cast: Cast) -> None:
    made = open_campaign(actor=system_actor(), unit=cast.units["A"], code="Z1", name="安康杯")
    change_campaign(actor=system_actor(), campaign=made, name="安康杯竞赛")


def a_year(cast: Cast) -> None:
    for workers in (10, 12):
        record_unit_year(actor=system_actor(), unit=cast.units["A1"], year=2017, workers=workers, **PROFILE)


def a_duty(cast: Cast) -> None:
    from suzhi.domains.plans.api import load_pack, pack_of, read_pack

    plain = dict(read_pack("leshan-2016-2020").plain)
    plain.pop("places", None)
    load_pack(actor=system_actor(), pack=pack_of(plain | {"root": "C"}))
    duty = Duty.objects.order_by("pk").first()
    settle_duty(actor=system_actor(), duty=duty, done_on=date(2017, 1, 1))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("correct", "fields"),
    [
        (a_person, ["name"]),
        (a_persons_number, ["phone_hash", "phone_sealed"]),
        (a_unit, ["area_code"]),
        (a_campaign, ["name"]),
        (a_year, ["workers"]),
        (a_duty, ["done_on"]),
    ],
)
def test_a_correction_names_its_changed_fields(
    cast: Cast, correct: Callable[[Cast], None], fields: list[str]
) -> None:
    correct(cast)
    assert Act.objects.latest("id").detail["fields"] == fields


def test_what_changes_nothing_and_what_is_new_names_no_fields(cast: Cast) -> None:
    person = register_person(actor=system_actor(), unit=cast.units["A1"], name="甲")
    assert "fields" not in Act.objects.latest("id").detail
    change_person(actor=system_actor(), person=person, name="甲")
    assert "fields" not in Act.objects.latest("id").detail
