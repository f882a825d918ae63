"""The first page of who records says what waits for them, and only in their own units."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from suzhi.domains.activities.api import record_activity, step_activity
from suzhi.faces.console.waiting import waiting_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    settings.DEMO_WITHOUT_TOTP = True


def recorded(cast: Any, unit: str, step: str = "", reason: str = "") -> Any:
    recorder, chair = cast.actor("recorder", unit), cast.actor("unit_chair", unit)
    row = record_activity(
        actor=recorder,
        unit=cast.units[unit],
        kind="reading",
        name=f"读书会{step}",
        starts_on=date(2017, 5, 4),
    )
    if step:
        by = chair if step in ("send_back", "confirm") else recorder
        row = step_activity(actor=by, activity=row, step=step, reason=reason)
    return row


def told(actor: Any) -> list[tuple[str, str, int]]:
    return [(one.state.code, one.step.code, one.count) for one in waiting_for(actor)]


def test_each_is_told_of_the_step_that_is_theirs(cast: Any) -> None:
    recorded(cast, "A1")
    recorded(cast, "A1", "hand_in")
    recorded(cast, "A1", "send_back", "请补上人数")
    assert told(cast.actor("recorder", "A1")) == [("draft", "hand_in", 1), ("returned", "hand_in", 1)]
    assert told(cast.actor("unit_chair", "A1")) == [
        ("draft", "confirm", 1),
        ("submitted", "confirm", 1),
        ("returned", "confirm", 1),
    ]
    assert told(cast.actor("leader", "A")) == []


def test_nothing_of_other_units_is_counted(cast: Any) -> None:
    recorded(cast, "B1", "hand_in")
    assert told(cast.actor("unit_chair", "A1")) == []
    assert told(cast.actor("county_reviewer", "A")) == []
    assert told(cast.actor("county_reviewer", "B")) == [("submitted", "confirm", 1)]


def test_it_is_the_first_page_of_recorder_and_chair(cast: Any) -> None:
    recorded(cast, "A1", "send_back", "请补上人数")
    for role in ("recorder", "unit_chair"):
        client = Client()
        client.force_login(cast.account(role, "A1"))
        page = client.get("/").content.decode()
        assert "已退回 · 1" in page
        listed = client.get("/activities/?state=returned").content.decode()
        assert "读书会" in listed
