"""On every day a person is one unit's, in the policy and in every list, roster and search alike."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import LONG_AGO, Cast
from suzhi.engines.access.api import Grant, actor_for, can, scope, system_actor
from suzhi.engines.people.api import Person, pickable, register_person, transfer_person
from suzhi.engines.people.models import Membership
from suzhi.engines.people.selectors import count_people, in_units, people, seat_people
from suzhi.engines.search.finders import search
from suzhi.kernel import clock

NAME = "西县某人"
SOON = timedelta(30)


def somebody(cast: Cast, unit: str = "B1", name: str = NAME) -> Person:
    return register_person(actor=system_actor(), unit=cast.units[unit], name=name)


def moves_next_month(cast: Cast) -> Person:
    person = somebody(cast, "A1")
    transfer_person(actor=system_actor(), person=person, unit=cast.units["B1"], on=clock.today() + SOON)
    return Person.objects.get(pk=person.pk)


def moved_last_month(cast: Cast) -> Person:
    person = somebody(cast, "B1")
    transfer_person(actor=system_actor(), person=person, unit=cast.units["A1"], on=clock.today() - SOON)
    return Person.objects.get(pk=person.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("moved", [moves_next_month, moved_last_month])
def test_a_person_is_one_units_in_every_list_until_the_day_of_the_move(cast: Cast, moved: object) -> None:
    person = moved(cast)  # type: ignore[operator]
    for unit, his in (("A1", True), ("B1", False)):
        actor = cast.actor("unit_chair", unit)
        assert {
            "policy": can(actor, "people.view", person),
            "list": people(actor).filter(pk=person.pk).exists(),
            "narrowed": in_units(people(actor), [cast.units[unit].pk]).exists(),
            "counted": count_people(actor, {}) == 1,
            "membership": scope(actor, "people.view", Membership.objects.filter(person=person)).exists(),
            "roster": pickable(actor, cast.units[unit]) == ([person], False),
            "search": bool(search(actor, person.key, 5)),
        } == dict.fromkeys(
            ("policy", "list", "narrowed", "counted", "membership", "roster", "search"), his
        ), unit
    seat_people([person])
    assert person.seat.unit == cast.units["A1"]  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_grant_of_another_day_reaches_nothing(cast: Cast) -> None:
    person, today = somebody(cast), clock.today()
    account = cast.account("recorder", "A1")
    for first, last in ((today + SOON, None), (LONG_AGO, today - timedelta(1))):
        Grant.objects.create(
            account=account, role="unit_chair", unit=cast.units["B1"], valid_from=first, valid_to=last
        )
    actor = actor_for(account)
    assert not can(actor, "people.view", person)
    assert not people(actor).exists()
