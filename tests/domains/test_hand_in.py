"""A recorder hands in, a chair sends back, confirms, and takes his own confirmation back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from suzhi.domains.activities.api import change_activity, record_activity, step_activity
from suzhi.engines.workflow.api import actions_of, workflow
from suzhi.kernel.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(cast: Any) -> tuple[Any, Any]:
    return cast.actor("recorder", "A1"), cast.actor("unit_chair", "A1")


@pytest.fixture
def draft(cast: Any, people: tuple[Any, Any]) -> Any:
    return record_activity(
        actor=people[0], unit=cast.units["A1"], kind="reading", name="安全讲座", starts_on=date(2017, 5, 4)
    )


def offered(actor: Any, record: Any) -> list[str]:
    return [one.step.code for one in actions_of(actor, workflow("record"), record)]


def test_each_is_offered_what_is_theirs(people: tuple[Any, Any], draft: Any) -> None:
    recorder, chair = people
    assert offered(recorder, draft) == ["hand_in"]
    assert offered(chair, draft) == ["confirm", "send_back"]
    draft = step_activity(actor=recorder, activity=draft, step="hand_in")
    assert offered(recorder, draft) == ["recall"]
    assert offered(chair, draft) == ["confirm", "send_back"]
    draft = step_activity(actor=chair, activity=draft, step="confirm")
    assert offered(recorder, draft) == []
    assert offered(chair, draft) == ["take_back"]


def test_what_was_handed_in_lies_with_the_chair(people: tuple[Any, Any], draft: Any) -> None:
    recorder, chair = people
    draft = step_activity(actor=recorder, activity=draft, step="hand_in")
    with pytest.raises(Refusal) as refused:
        change_activity(actor=recorder, activity=draft, name="安全生产讲座")
    assert refused.value.code == "workflow.handed" and "撤回报送" in refused.value.remedy
    assert change_activity(actor=chair, activity=draft, name="安全生产讲座").state == "submitted"
    draft = step_activity(actor=recorder, activity=draft, step="recall")
    assert change_activity(actor=recorder, activity=draft, name="安全讲座").state == "draft"


def test_the_chair_sends_back_with_a_reason_and_it_is_handed_in_again(
    people: tuple[Any, Any], draft: Any
) -> None:
    recorder, chair = people
    draft = step_activity(actor=recorder, activity=draft, step="hand_in")
    draft = step_activity(actor=chair, activity=draft, step="send_back", reason="请补上主讲人")
    assert (draft.state, draft.return_reason) == ("returned", "请补上主讲人")
    draft = step_activity(actor=recorder, activity=draft, step="hand_in")
    assert (draft.state, draft.return_reason) == ("submitted", "")


def test_a_confirmation_is_taken_back_until_somebody_reviewed_it(
    cast: Any, people: tuple[Any, Any], draft: Any
) -> None:
    _recorder, chair = people
    draft = step_activity(actor=chair, activity=draft, step="confirm")
    draft = step_activity(actor=chair, activity=draft, step="take_back")
    assert draft.state == "draft"
    draft = step_activity(actor=chair, activity=draft, step="confirm")
    draft = step_activity(actor=cast.actor("county_reviewer", "A"), activity=draft, step="review")
    with pytest.raises(Refusal) as refused:
        step_activity(actor=chair, activity=draft, step="take_back")
    assert refused.value.code == "workflow.step"
