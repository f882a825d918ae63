"""The two numbers: sealed at rest, masked on pages, whole only with a right, a reason and an act."""

from __future__ import annotations

from typing import Any

import pytest

from cast import Cast
from suzhi.engines.audit.models import Act
from suzhi.engines.people.api import (
    mask_id_number,
    mask_phone,
    masked_id_number,
    masked_phone,
    reveal,
    reveal_many,
    seal_id_number,
    seal_id_numbers,
    seal_phone,
    unseal_id_number,
    unseal_phone,
)
from suzhi.engines.people.models import Membership, Person
from suzhi.engines.people.seats import reseat
from suzhi.kernel import sealing
from suzhi.kernel.errors import Denied, Refusal

ID, PHONE = "51110019800101001X", "13812341234"


OTHER_ID = "511100198001010028"


def person(cast: Cast, unit: str = "A1", number: str = ID) -> Person:
    made = Person(key=f"R{unit}", name="张三")
    made.phone_sealed, made.phone_hash = seal_phone(PHONE)
    made.id_sealed, made.id_hash = seal_id_number(number)
    made.save()
    Membership.objects.create(person=made, unit=cast.units[unit])
    reseat([made.pk])
    return Person.objects.get(pk=made.pk)


def test_a_number_comes_back_and_matches_itself() -> None:
    (sealed, matched), (again, same) = seal_id_number(ID), seal_id_number(ID.lower())
    assert sealed != again
    assert matched == same
    assert unseal_id_number(sealed) == ID == unseal_id_number(again)
    assert ID.encode() not in (sealed or b"")
    assert seal_phone("") == (None, "")
    assert unseal_phone(None) == ""


def test_one_number_does_not_open_in_the_others_place() -> None:
    assert seal_phone("123456789012345678")[1] != seal_id_number("123456789012345678")[1]
    with pytest.raises(Refusal, match="解不开"):
        unseal_phone(seal_id_number(ID)[0])


def test_any_altered_byte_is_an_error_and_never_a_wrong_number() -> None:
    sealed = seal_phone(PHONE)[0]
    assert sealed
    for at in range(len(sealed)):
        bad = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(Refusal):
            unseal_phone(bad)


def test_another_installation_cannot_read_it(settings: Any) -> None:
    sealed, matched = seal_phone(PHONE)
    settings.FIELD_KEY = "A" * 43 + "="
    with pytest.raises(Refusal):
        unseal_phone(sealed)
    assert seal_phone(PHONE)[1] != matched


@pytest.mark.parametrize(
    ("whole", "masked"), [("511100198001010017", "511***********0017"), ("511123", "******"), ("", "")]
)
def test_identity_numbers_are_masked(whole: str, masked: str) -> None:
    assert mask_id_number(whole) == masked


def test_telephone_numbers_are_masked(cast: Cast) -> None:
    assert mask_phone(PHONE) == "138****1234"
    made = person(cast)
    assert (masked_phone(made), masked_id_number(made)) == ("138****1234", "511***********001X")


def test_seeing_it_whole_needs_the_right_and_a_reason_and_is_written_down(cast: Cast) -> None:
    made, office = person(cast), cast.actor("city_office", "C")
    with pytest.raises(Refusal, match="原因"):
        reveal(actor=office, person=made, field="phone", reason=" ")
    with pytest.raises(Denied):
        reveal(actor=cast.actor("recorder", "A1"), person=made, field="phone", reason="核对")
    assert reveal(actor=office, person=made, field="id_number", reason="核对重名") == ID
    act = Act.objects.get(verb="people.reveal")
    assert (act.subject_id, act.unit_id) == (made.pk, cast.units["A1"].pk)
    assert act.detail == {"field": "id_number", "reason": "核对重名"}
    assert ID not in str(vars(act))


def test_many_are_seen_in_reach_only(cast: Cast) -> None:
    inside, outside = person(cast, "A1"), person(cast, "B1", OTHER_ID)
    numbers = reveal_many(actor=cast.actor("city_office", "C"), people=Person.objects.all(), reason="报送")
    assert numbers == {inside.pk: (PHONE, ID), outside.pk: (PHONE, OTHER_ID)}
    assert Act.objects.get(verb="people.reveal_many").detail == {"count": 2, "reason": "报送"}


def test_many_are_sealed_with_keys_derived_once(settings: Any) -> None:
    """Deriving the keys costs many times what sealing a number does: six hundred thousand must not do it each."""
    settings.FIELD_KEY = "B" * 43 + "="
    before = sealing._keys.cache_info().misses
    sealed = seal_id_numbers(f"5111001980{n:08d}" for n in range(2_000))
    assert len({matched for _, matched in sealed}) == 2_000
    assert sealing._keys.cache_info().misses == before + 1
