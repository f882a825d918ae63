"""Rules inside the services of people that no page asks before them."""

from __future__ import annotations

from datetime import date

import pytest

from cast import Cast
from suzhi.engines.access.api import system_actor
from suzhi.engines.people.api import change_person, register_person
from suzhi.kernel.errors import Refusal

pytestmark = pytest.mark.django_db


def test_nobody_is_corrected_into_a_birth_after_he_joined(cast: Cast) -> None:
    person = register_person(
        actor=system_actor(),
        unit=cast.units["A1"],
        name="甲",
        born_on=date(1980, 1, 1),
        joined_on=date(2000, 5, 1),
    )
    with pytest.raises(Refusal):
        change_person(actor=system_actor(), person=person, born_on=date(2001, 1, 1))
    person.refresh_from_db()
    assert person.born_on == date(1980, 1, 1)


def test_a_sex_that_does_not_exist_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        register_person(actor=system_actor(), unit=cast.units["A1"], name="甲", sex="x")
    assert refused.value.code == "people.sex"
    person = register_person(actor=system_actor(), unit=cast.units["A1"], name="甲", sex="m")
    with pytest.raises(Refusal):
        change_person(actor=system_actor(), person=person, sex="x")
