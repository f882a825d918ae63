"""Entering the results of a contest with the keyboard alone, and from a sheet."""

from __future__ import annotations

from datetime import date

import pytest

pytest.importorskip("playwright.sync_api", reason="the journeys need playwright (requirements/dev.txt)")

from journeys.walking import Walk
from suzhi.domains.activities.api import Activity, record_activity
from suzhi.engines.access.api import system_actor
from suzhi.engines.people.api import register_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What the clipboard of a sheet gives, as the browser hands it over.
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""


@pytest.fixture
def contest(walk: Walk) -> Activity:
    unit = walk.cast.units["C"]
    people = [
        register_person(actor=system_actor(), unit=unit, name=name) for name in ("丁一", "丁二", "丁三")
    ]
    return record_activity(
        actor=system_actor(),
        unit=unit,
        kind="skills-contest",
        name="技能比赛",
        starts_on=date(2017, 6, 30),
        people=people,
        confirm=True,
    )


def test_a_roster_is_filled_like_a_sheet(walk: Walk, contest: Activity) -> None:
    walk.sign_in()
    walk.page.goto(f"/activities/{contest.pk}/results/")
    walk.look("results")
    walk.tab_to("[data-grid] td input:not([type=hidden])")
    keys = walk.page.keyboard
    keys.type("91.5")
    keys.press("Enter")
    keys.type("80")
    keys.press("ArrowUp")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.type("70")
    keys.press("Shift+Enter")
    walk.page.evaluate(PASTE, "85\t二等奖\n75\t三等奖\n")
    walk.press("保存成绩")
    walk.page.wait_for_selector(".notice[data-kind=done]")
    rows = contest.participations.order_by("pk").values_list("person__name", "score", "result")
    held = {name: (float(score), result) for name, score, result in rows}
    order = sorted(held, key=lambda name: -held[name][0])
    assert [held[name] for name in order] == [(91.5, ""), (85.0, "二等奖"), (75.0, "三等奖")]
    assert walk.faults == []
