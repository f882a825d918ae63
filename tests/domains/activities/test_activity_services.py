"""Recording activities: what is refused, what is doubted, what history keeps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from suzhi.domains.activities.api import (
    Activity,
    add_participants,
    change_activity,
    delete_activity,
    record_activity,
    remove_participants,
    step_activity,
)
from suzhi.domains.activities.rules import alike
from suzhi.engines.access.api import system_actor
from suzhi.engines.people.api import Person, register_person
from suzhi.engines.workflow.api import Doubt
from suzhi.kernel import clock
from suzhi.kernel.errors import Denied, Refusal

DAY = date(2017, 6, 30)


def recorded(cast: Any, unit: str = "A1", **facts: Any) -> Activity:
    given = {"kind": "volunteer-service", "name": "河堤清理", "starts_on": DAY} | facts
    return record_activity(actor=facts.pop("actor", None) or system_actor(), unit=cast.units[unit], **given)


def person(cast: Any, name: str, unit: str = "A1", **facts: Any) -> Person:
    return register_person(actor=system_actor(), unit=cast.units[unit], name=name, **facts)


def test_one_call_records_roster_partners_and_state(cast: Any) -> None:
    people = [person(cast, name) for name in ("周一", "吴二", "郑三")]
    activity = recorded(cast, people=people, partners=[cast.units["B1"], cast.units["A1"]], confirm=True)
    activity.refresh_from_db()
    assert activity.key.startswith("HD-2017-") and activity.state == "confirmed"
    assert activity.participations.count() == 3
    assert list(activity.partners.values_list("unit__code", flat=True)) == ["B1"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"ends_on": DAY - timedelta(days=1)}, "activities.end_before_start"),
        ({"ends_on": date(2027, 1, 1)}, "activities.too_long"),
        ({"headcount": 9_999_999}, "activities.headcount"),
        ({"headcount": -1}, "activities.headcount"),
        ({"name": "  "}, "activities.name"),
        ({"kind": "book-house"}, "activities.kind"),
        ({"kind": "no-such-kind"}, "kinds.unknown"),
        ({"key": "有 空格"}, "activities.key"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(cast: Any, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        recorded(cast, **facts)
    assert refused.value.code == code and refused.value.remedy
    assert not Activity.objects.exists()


def test_the_future_may_be_drafted_and_not_confirmed(cast: Any) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    draft = recorded(cast, starts_on=tomorrow)
    for attempt in (
        lambda: recorded(cast, name="另一场", starts_on=tomorrow, confirm=True),
        lambda: step_activity(actor=system_actor(), activity=draft, step="confirm"),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.code == "activities.future_date"
    draft.refresh_from_db()
    assert draft.state == "draft" and Activity.objects.count() == 1


def test_nobody_takes_part_before_birth_or_twice(cast: Any) -> None:
    young = person(cast, "周一", born_on=date(2017, 7, 1))
    with pytest.raises(Refusal) as refused:
        recorded(cast, people=[young])
    assert refused.value.code == "activities.before_birth"
    old = person(cast, "吴二")
    with pytest.raises(Refusal) as refused:
        recorded(cast, people=[old, old])
    assert refused.value.code == "activities.twice"
    activity = recorded(cast, starts_on=date(2018, 1, 1), people=[young])
    with pytest.raises(Refusal):
        change_activity(actor=system_actor(), activity=activity, starts_on=DAY)


@pytest.mark.parametrize("name", ["河堤清理", "河堤 清理", "河堤清理。"])
@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_a_twin_is_a_doubt_that_can_be_acknowledged(cast: Any, name: str, shift: int) -> None:
    first = recorded(cast)
    with pytest.raises(Doubt) as doubt:
        recorded(cast, name=name, starts_on=DAY + timedelta(days=shift))
    assert first.key in doubt.value.message
    recorded(cast, name=name, starts_on=DAY + timedelta(days=shift), acknowledged=[doubt.value.code])
    assert Activity.objects.count() == 2


def test_what_only_looks_similar_is_no_twin(cast: Any) -> None:
    recorded(cast)
    recorded(cast, starts_on=DAY + timedelta(days=2))
    recorded(cast, kind="reading")
    recorded(cast, unit="B1")
    recorded(cast, name="敬老院慰问")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("第一期电工培训", "第一期电工培训班", True),
        ("“五一”晚会", "五一晚会", True),
        ("读书会", "歌咏比赛", False),
    ],
)
def test_names_are_alike_up_to_signs_and_a_character(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


def test_a_headcount_below_the_roster_is_a_doubt(cast: Any) -> None:
    people = [person(cast, "周一"), person(cast, "吴二")]
    with pytest.raises(Doubt):
        recorded(cast, people=people, headcount=1)
    recorded(cast, people=people, headcount=2)


def test_a_correction_keeps_what_was(cast: Any) -> None:
    activity = recorded(cast)
    change_activity(actor=system_actor(), activity=activity, name="河堤大清理", place="北岸")
    before = activity.events.get() if hasattr(activity, "events") else None
    assert (
        before is not None
        and before.name == "河堤清理"
        and before.pgh_context.metadata["verb"] == "activities.change"
    )


def test_what_counts_is_changed_by_who_may_confirm(cast: Any) -> None:
    activity = recorded(cast, confirm=True)
    with pytest.raises(Denied):
        change_activity(actor=cast.actor("recorder", "A1"), activity=activity, place="北岸")
    change_activity(actor=cast.actor("unit_chair", "A1"), activity=activity, place="北岸")


def test_what_was_reviewed_is_returned_before_it_changes(cast: Any) -> None:
    chair, county = cast.actor("unit_chair", "A1"), cast.actor("county_reviewer", "A")
    activity = recorded(cast, confirm=True)
    with pytest.raises(Denied):
        step_activity(actor=chair, activity=activity, step="review")
    step_activity(actor=county, activity=activity, step="review")
    with pytest.raises(Refusal) as refused:
        change_activity(actor=chair, activity=activity, place="北岸")
    assert refused.value.code == "workflow.locked"
    returned = step_activity(actor=county, activity=activity, step="return", reason="单位写错了")
    assert returned.return_reason == "单位写错了"
    change_activity(actor=chair, activity=activity, place="北岸")
    assert step_activity(actor=chair, activity=activity, step="confirm").return_reason == ""


def test_only_what_never_counted_is_deleted(cast: Any) -> None:
    draft, counted = recorded(cast), recorded(cast, name="敬老院慰问", confirm=True)
    delete_activity(actor=system_actor(), activity=draft)
    with pytest.raises(Refusal):
        delete_activity(actor=system_actor(), activity=counted)
    assert list(Activity.objects.all()) == [counted]


def test_the_roster_grows_and_shrinks(cast: Any) -> None:
    one, two = person(cast, "周一"), person(cast, "吴二")
    activity = recorded(cast, people=[one])
    add_participants(actor=system_actor(), activity=activity, people=[one, two])
    assert activity.participations.count() == 2
    remove_participants(actor=system_actor(), activity=activity, people=[one])
    assert [row.person for row in activity.participations.all()] == [two]


def test_people_out_of_reach_are_not_put_on_a_roster(cast: Any) -> None:
    stranger = person(cast, "吴二", unit="B1")
    with pytest.raises(Refusal) as refused:
        record_activity(
            actor=cast.actor("recorder", "A1"),
            unit=cast.units["A1"],
            kind="reading",
            name="读书会",
            starts_on=DAY,
            people=[stranger],
        )
    assert refused.value.code == "activities.stranger"


def test_a_unit_out_of_reach_is_denied(cast: Any) -> None:
    with pytest.raises(Denied):
        record_activity(
            actor=cast.actor("recorder", "A1"),
            unit=cast.units["B1"],
            kind="reading",
            name="读书会",
            starts_on=DAY,
        )
