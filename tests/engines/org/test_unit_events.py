"""Moving, merging, splitting and closing units: dated, under the old tree and the new."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from suzhi.engines.access.api import system_actor
from suzhi.engines.org.api import (
    Closure,
    Unit,
    beneath,
    change_unit,
    close_unit,
    create_unit,
    merge_units,
    move_unit,
    record_unit_year,
    split_unit,
    tag_unit,
    untag_unit,
)
from suzhi.engines.people.api import Membership, register_person
from suzhi.kernel.errors import Denied, Refusal

MID = date(2018, 7, 1)
BEFORE, AFTER = date(2018, 6, 30), date(2018, 7, 1)


def under(cast: Any, code: str, day: date) -> set[str]:
    ids = beneath([cast.units[code].pk], day)
    return set(Unit.objects.filter(pk__in=ids).values_list("code", flat=True))


def test_a_moved_unit_counts_there_from_the_day_and_here_before(cast: Any) -> None:
    move_unit(actor=system_actor(), unit=cast.units["A1"], parent=cast.units["B"], on=MID, reason="区划调整")
    assert "A1" in under(cast, "A", BEFORE) and "A1" not in under(cast, "A", AFTER)
    assert "A1" in under(cast, "B", AFTER) and "A1" not in under(cast, "B", BEFORE)
    assert "A1" in under(cast, "C", BEFORE) and "A1" in under(cast, "C", AFTER)


def test_segments_touch_and_a_second_move_must_be_later(cast: Any) -> None:
    unit = cast.units["A1"]
    move_unit(actor=system_actor(), unit=unit, parent=cast.units["B"], on=MID, reason="一")
    spans = list(unit.lines.order_by("valid_from").values_list("valid_from", "valid_to"))
    assert spans == [(date(1, 1, 1), BEFORE), (MID, date(9999, 12, 31))]
    with pytest.raises(Refusal) as refused:
        move_unit(actor=system_actor(), unit=unit, parent=cast.units["C"], on=date(2017, 1, 1), reason="二")
    assert refused.value.code == "org.later_line"


def test_a_move_under_ones_own_child_is_refused_and_changes_nothing(cast: Any) -> None:
    rows = Closure.objects.count()
    with pytest.raises(Refusal) as refused:
        move_unit(actor=system_actor(), unit=cast.units["A"], parent=cast.units["A1"], on=MID, reason="误")
    assert refused.value.code == "org.cycle"
    assert Closure.objects.count() == rows
    assert cast.units["A"].lines.count() == 1


def test_a_county_moves_only_between_units_it_manages(cast: Any) -> None:
    with pytest.raises(Denied):
        move_unit(
            actor=cast.actor("county_reviewer", "A"),
            unit=cast.units["A1"],
            parent=cast.units["B"],
            on=MID,
            reason="越权",
        )


def test_a_merger_takes_children_and_people_along(cast: Any) -> None:
    office = system_actor()
    person = register_person(actor=office, unit=cast.units["A"], name="周一", joined_on=date(2016, 1, 1))
    merge_units(actor=office, unit=cast.units["A"], into=cast.units["B"], on=MID, reason="合并")
    merged = Unit.objects.get(code="A")
    assert (merged.closed_on, merged.successor) == (BEFORE, cast.units["B"])
    assert {"A", "A1"} <= under(cast, "B", AFTER)
    assert not {"A", "A1"} & under(cast, "B", BEFORE)
    seats = list(
        Membership.objects.filter(person=person).order_by("seat_from").values_list("unit__code", "seat_to")
    )
    assert seats == [("A", BEFORE), ("B", date(9999, 12, 31))]


def test_a_split_takes_the_named_children(cast: Any) -> None:
    office = system_actor()
    create_unit(actor=office, parent=cast.units["A"], code="A2", name="东县农机厂工会", type="grassroots")
    fresh = split_unit(
        actor=office,
        unit=cast.units["A"],
        code="D",
        name="新县总工会",
        type="county",
        on=MID,
        reason="分设",
        children=[cast.units["A1"]],
    )
    cast.units["D"] = fresh
    assert under(cast, "D", AFTER) == {"D", "A1"}
    assert under(cast, "A", AFTER) == {"A", "A2"}
    assert "A1" in under(cast, "A", BEFORE)


def test_a_unit_with_children_or_people_does_not_close(cast: Any) -> None:
    office = system_actor()
    with pytest.raises(Refusal) as refused:
        close_unit(actor=office, unit=cast.units["A"], on=MID)
    assert refused.value.code == "org.has_children" and "东县机床厂工会" in refused.value.message
    register_person(actor=office, unit=cast.units["A1"], name="周一")
    with pytest.raises(Refusal) as refused:
        close_unit(actor=office, unit=cast.units["A1"], on=MID)
    assert refused.value.code == "people.unit_has_people"
    assert close_unit(actor=office, unit=cast.units["B1"], on=MID).closed_on == MID


def test_a_closed_unit_changes_no_more(cast: Any) -> None:
    close_unit(actor=system_actor(), unit=cast.units["B1"], on=MID)
    with pytest.raises(Refusal) as refused:
        move_unit(
            actor=system_actor(),
            unit=cast.units["B1"],
            parent=cast.units["A"],
            on=date(2019, 1, 1),
            reason="x",
        )
    assert refused.value.code == "org.closed"


@pytest.mark.parametrize("code", ["", "有 空格", "x" * 33, "A1"])
def test_a_code_is_free_and_without_spaces(cast: Any, code: str) -> None:
    with pytest.raises(Refusal):
        create_unit(actor=system_actor(), parent=cast.units["A"], code=code, name="某工会", type="grassroots")


def test_the_code_cannot_be_changed(cast: Any) -> None:
    with pytest.raises(TypeError):
        change_unit(actor=system_actor(), unit=cast.units["A1"], code="Z9")


YEAR = {
    "ownership": "nonpublic",
    "nature": "enterprise",
    "above_scale": True,
    "disease_contract_due": False,
    "unionised": True,
}


def test_a_years_profile_is_written_once_and_then_changed(cast: Any) -> None:
    unit = cast.units["A1"]
    record_unit_year(actor=system_actor(), unit=unit, year=2017, workers=100, women=40, **YEAR)
    record_unit_year(actor=system_actor(), unit=unit, year=2017, workers=120, women=40, **YEAR)
    assert list(unit.years.values_list("year", "workers")) == [(2017, 120)]


@pytest.mark.parametrize(
    ("year", "numbers", "code"),
    [
        (2017, {"workers": 10, "women": 11}, "org.part"),
        (2999, {"workers": 10}, "org.year"),
        (2017, {"workers": 9_999_999}, "org.workers"),
    ],
)
def test_an_impossible_profile_is_refused(cast: Any, year: int, numbers: dict[str, int], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        record_unit_year(actor=system_actor(), unit=cast.units["A1"], year=year, **YEAR, **numbers)
    assert refused.value.code == code


def test_spans_of_a_mark_do_not_overlap(cast: Any) -> None:
    office, unit = system_actor(), cast.units["A"]
    mark = tag_unit(actor=office, unit=unit, tag="贫困县", valid_from=date(2016, 1, 1))
    with pytest.raises(Refusal) as refused:
        tag_unit(actor=office, unit=unit, tag="贫困县", valid_from=date(2017, 1, 1))
    assert refused.value.code == "org.tag_twice"
    untag_unit(actor=office, mark=mark, on=date(2017, 12, 31))
    tag_unit(actor=office, unit=unit, tag="贫困县", valid_from=date(2018, 1, 1))
    assert unit.tags.count() == 2
