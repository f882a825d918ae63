"""A pasted roster: who is meant, who could be, who is unknown, who is named twice."""

from __future__ import annotations

from typing import Any

import pytest

from suzhi.engines.access.api import system_actor
from suzhi.engines.people.api import leave, pickable, read_roster, register_person, split_roster
from suzhi.kernel import clock


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("周一\n吴二\r\n郑三", ["周一", "吴二", "郑三"]),
        ("周一、吴二，郑三;王四", ["周一", "吴二", "郑三", "王四"]),
        ("1. 周一\n2、吴二\n（3）郑三", ["周一", "吴二", "郑三"]),
        ("周　一\n吴 二", ["周一", "吴二"]),
        ("周一 吴二 郑三", ["周一", "吴二", "郑三"]),
        ("阿卓·史伊\tRY-000001", ["阿卓·史伊", "RY-000001"]),
        ("10086\n\n  \n", ["10086"]),
        ("", []),
    ],
)
def test_a_paste_is_cut_as_people_write_it(text: str, names: list[str]) -> None:
    assert split_roster(text) == names


def test_names_are_matched_in_the_organisers_subtree(cast: Any) -> None:
    office = system_actor()
    one = register_person(actor=office, unit=cast.units["A1"], name="周一")
    register_person(actor=office, unit=cast.units["B1"], name="周一")
    roster = read_roster(office, cast.units["A"], "周一\n某某")
    assert [entry.chosen for entry in roster.found] == [one]
    assert [entry.text for entry in roster.unknown] == ["某某"]
    assert not roster.settled


def test_numbers_are_matched_wherever_the_actor_may_see(cast: Any) -> None:
    office = system_actor()
    other = register_person(actor=office, unit=cast.units["B1"], name="吴二")
    assert read_roster(office, cast.units["A"], other.key).people == [other]
    assert read_roster(cast.actor("recorder", "A1"), cast.units["A1"], other.key).people == []


def test_a_name_of_two_is_open_until_one_is_picked(cast: Any) -> None:
    office = system_actor()
    near = register_person(actor=office, unit=cast.units["A"], name="周一")
    far = register_person(actor=office, unit=cast.units["A1"], name="周一", phone="13800001234")
    roster = read_roster(office, cast.units["A"], "周一")
    assert [one.pk for one in roster.ambiguous[0].candidates] == [near.pk, far.pk]
    assert roster.ambiguous[0].candidates[1].masked == "138****1234"
    picked = read_roster(office, cast.units["A"], "周一", picks={"周一": far.key})
    assert picked.people == [far] and picked.settled


def test_who_is_named_twice_counts_once_and_is_said(cast: Any) -> None:
    office = system_actor()
    one = register_person(actor=office, unit=cast.units["A1"], name="周一")
    roster = read_roster(office, cast.units["A1"], f"周一\n周一\n{one.key}")
    assert roster.people == [one]
    assert roster.repeated == ["周一", one.key]


def test_a_name_with_its_number_is_one_person(cast: Any) -> None:
    """As choosing from the list writes it, and as two columns of a sheet are pasted."""
    office = system_actor()
    one = register_person(actor=office, unit=cast.units["A1"], name="周一")
    other = register_person(
        actor=office, unit=cast.units["A1"], name="周一", acknowledged=["people.same_name"]
    )
    text = f"周一（{one.key}）\n周一\t{other.key}"
    roster = read_roster(office, cast.units["A1"], text)
    assert roster.people == [one, other] and roster.settled and not roster.repeated
    assert read_roster(office, cast.units["A1"], f"{one.key} 周一").people == [one]


def test_what_stands_in_brackets_may_be_a_remark_but_never_another_ones_number(cast: Any) -> None:
    office = system_actor()
    one = register_person(actor=office, unit=cast.units["A1"], name="周一")
    other = register_person(actor=office, unit=cast.units["A1"], name="吴二")
    assert read_roster(office, cast.units["A1"], "周一（车间主任）").people == [one]
    mixed = read_roster(office, cast.units["A1"], f"周一（{other.key}）")
    assert not mixed.people and [entry.text for entry in mixed.unknown] == [f"周一（{other.key}）"]


def test_who_can_be_ticked(cast: Any) -> None:
    """The unit's own people in service; below it only who is asked for; nobody out of reach."""
    office = system_actor()
    own = register_person(actor=office, unit=cast.units["A"], name="周一")
    below = register_person(actor=office, unit=cast.units["A1"], name="周二")
    register_person(actor=office, unit=cast.units["B1"], name="周三")
    left = register_person(actor=office, unit=cast.units["A"], name="周四")
    leave(actor=office, person=left, on=clock.today())
    assert pickable(office, cast.units["A"]) == ([own], False)
    assert pickable(office, cast.units["A"], "周") == ([own, below], False)
    assert pickable(cast.actor("recorder", "B1"), cast.units["A"], "周") == ([], False)
