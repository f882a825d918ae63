"""Entering people, their numbers, where they belong, their posts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pghistory
import pytest
from django.apps import apps

from suzhi.engines.access.api import system_actor
from suzhi.engines.people.api import (
    Person,
    add_post,
    change_person,
    end_post,
    leave,
    register_person,
    step_post,
    transfer_person,
)
from suzhi.engines.workflow.api import Doubt
from suzhi.kernel.errors import Denied, Refusal


def with_check(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


# Invented, with a right check character; 000000 is no place.
NUMBER = with_check("00000019900307421")


def test_a_number_is_given_and_the_identity_number_tells_birth_and_sex(cast: Any) -> None:
    person = register_person(
        actor=system_actor(), unit=cast.units["A1"], name="周 一", id_number=NUMBER, phone="13800001234"
    )
    person.refresh_from_db()
    assert person.key.startswith("RY-")
    assert (person.born_on, person.sex) == (date(1990, 3, 7), "m")
    assert NUMBER.encode() not in bytes(person.id_sealed) and b"13800001234" not in bytes(person.phone_sealed)


def test_the_same_identity_number_is_not_entered_twice_and_its_owner_is_not_told(cast: Any) -> None:
    register_person(actor=system_actor(), unit=cast.units["B1"], name="周一", id_number=NUMBER)
    with pytest.raises(Refusal) as refused:
        register_person(
            actor=cast.actor("recorder", "A1"), unit=cast.units["A1"], name="吴二", id_number=NUMBER
        )
    assert refused.value.code == "people.id_taken" and "周一" not in str(refused.value)


@pytest.mark.parametrize(
    "number", ["1234", "000000199002307421", NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2")]
)
def test_a_wrong_identity_number_is_refused(cast: Any, number: str) -> None:
    with pytest.raises(Refusal):
        register_person(actor=system_actor(), unit=cast.units["A1"], name="周一", id_number=number)
    assert not Person.objects.exists()


def test_a_namesake_in_the_unit_is_a_doubt_that_can_be_acknowledged(cast: Any) -> None:
    office, unit = system_actor(), cast.units["A1"]
    register_person(actor=office, unit=unit, name="周一")
    with pytest.raises(Doubt) as doubt:
        register_person(actor=office, unit=unit, name="周一")
    register_person(actor=office, unit=unit, name="周一", acknowledged=[doubt.value.code])
    assert Person.objects.filter(name="周一").count() == 2


def test_a_key_that_an_import_brought_is_stepped_over(cast: Any) -> None:
    first = register_person(actor=system_actor(), unit=cast.units["A1"], name="周一")
    number = int(first.key.split("-")[1])
    Person.objects.create(key=f"RY-{number + 1:06}", name="占号")
    second = register_person(actor=system_actor(), unit=cast.units["A1"], name="吴二")
    assert second.key == f"RY-{number + 2:06}"


def test_a_transfer_ends_one_seat_and_begins_another(cast: Any) -> None:
    office = system_actor()
    person = register_person(actor=office, unit=cast.units["A1"], name="周一", joined_on=date(2016, 1, 1))
    transfer_person(actor=office, person=person, unit=cast.units["B1"], on=date(2018, 3, 1))
    seats = person.memberships.order_by("seat_from").values_list(
        "unit__code", "left_on", "seat_from", "seat_to"
    )
    assert list(seats) == [
        ("A1", date(2018, 2, 28), date(1, 1, 1), date(2018, 2, 28)),
        ("B1", None, date(2018, 3, 1), date(9999, 12, 31)),
    ]


def test_a_transfer_needs_both_units(cast: Any) -> None:
    person = register_person(
        actor=system_actor(), unit=cast.units["A1"], name="周一", joined_on=date(2016, 1, 1)
    )
    with pytest.raises(Denied):
        transfer_person(
            actor=cast.actor("unit_chair", "A1"), person=person, unit=cast.units["B1"], on=date(2018, 3, 1)
        )


def test_leaving_before_joining_and_twice_are_refused(cast: Any) -> None:
    office = system_actor()
    person = register_person(actor=office, unit=cast.units["A1"], name="周一", joined_on=date(2016, 1, 1))
    with pytest.raises(Refusal):
        leave(actor=office, person=person, on=date(2015, 1, 1))
    leave(actor=office, person=person, on=date(2017, 1, 1))
    with pytest.raises(Refusal) as refused:
        leave(actor=office, person=person, on=date(2018, 1, 1))
    assert refused.value.code == "people.not_member"


def test_a_correction_keeps_sealed_numbers_that_were_not_given(cast: Any) -> None:
    person = register_person(actor=system_actor(), unit=cast.units["A1"], name="周一", phone="13800001234")
    changed = change_person(actor=system_actor(), person=person, name="周壹")
    assert changed.phone_hash == person.phone_hash and changed.name == "周壹"


def test_a_post_counts_once_confirmed_and_is_not_held_twice(cast: Any) -> None:
    office, unit = system_actor(), cast.units["A"]
    person = register_person(actor=office, unit=unit, name="周一")
    post = add_post(
        actor=office, person=person, kind="legal-staff", unit=unit, valid_from=date(2016, 1, 1), degree="学士"
    )
    assert post.state == "draft"
    post = step_post(actor=office, post=post, step="confirm")
    assert post.state == "confirmed"
    with pytest.raises(Refusal) as refused:
        add_post(actor=office, person=person, kind="legal-staff", unit=unit, valid_from=date(2017, 1, 1))
    assert refused.value.code == "people.post_twice"
    end_post(actor=office, post=post, on=date(2016, 12, 31))
    add_post(actor=office, person=person, kind="legal-staff", unit=unit, valid_from=date(2017, 1, 1))


@pytest.mark.django_db
def test_one_statement_over_many_people_keeps_each_of_them_as_it_was() -> None:
    events = apps.get_model("people", "PersonEvent")
    made = Person.objects.bulk_create(Person(key=f"M{number}", name=f"甲{number}") for number in range(30))
    everyone = Person.objects.filter(pk__in=[one.pk for one in made])
    with pghistory.context(verb="people.correct"):
        everyone.update(name="乙")
        everyone.update(name="乙")  # changes nothing, so it is no event
        everyone._raw_delete(everyone.db)
    kept = events.objects.filter(pgh_obj_id__in=[one.pk for one in made])
    assert sorted(kept.filter(pgh_label="update").values_list("name", flat=True)) == sorted(
        o.name for o in made
    )
    assert list(kept.filter(pgh_label="delete").values_list("name", flat=True)) == ["乙"] * 30
    assert {event.pgh_context.metadata["verb"] for event in kept.select_related("pgh_context")} == {
        "people.correct"
    }


def test_a_number_that_looks_the_same_is_the_same(cast: Any) -> None:
    first = register_person(actor=system_actor(), unit=cast.units["A1"], name="周\u200b一", key="Ｒ１\u200b")
    assert (first.key, first.name) == ("R1", "周一")
    with pytest.raises(Refusal) as refused:
        register_person(actor=system_actor(), unit=cast.units["A1"], name="周二", key="R\u200e1")
    assert refused.value.code == "people.key_taken"
