"""Without a mouse: signing in, entering an activity, confirming it, and reading what was wrong."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("playwright.sync_api", reason="the journeys need playwright (requirements/dev.txt)")

from journeys.walking import Walk
from suzhi.domains.activities.models import Activity

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The ring around what has the focus; nothing may take it away without giving another.
RING = "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).boxShadow"


def test_an_activity_is_entered_with_the_keyboard_alone(walk: Walk) -> None:
    walk.sign_in("unit_chair", "A1")
    page, keys = walk.page, walk.page.keyboard
    page.goto("/activities/new/?unit=A1&kind=volunteer-service")
    walk.tab_to("[name=name]")
    assert page.evaluate(RING) != "nonenone"
    keys.type("车间读书会")
    _type_day(walk, "2099-03-08")
    walk.tab_to("button[value=confirm]")
    keys.press("Enter")
    # A day to come cannot be confirmed. The summary has the focus, and its link leads to the field.
    page.locator(".has-error [name=starts_on]").wait_for()
    assert page.evaluate("document.activeElement.closest('[data-focus]') !== null")
    assert not Activity.objects.exists()
    _type_day(walk, "2024-03-08")
    walk.tab_to("[name=headcount]")
    keys.type("25")
    walk.tab_to("button[value=confirm]")
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/activities/\d+/$"))
    [activity] = Activity.objects.all()
    assert (activity.name, str(activity.starts_on), activity.headcount) == ("车间读书会", "2024-03-08", 25)
    assert activity.state == "confirmed"
    assert walk.faults == []


def _type_day(walk: Walk, day: str) -> None:
    """Into the browser's own date field: month, day, year, as the browser's own language has them."""
    walk.tab_to("[name=starts_on]")
    year, month, date = day.split("-")
    walk.page.keyboard.type(month + date + year)
    assert walk.page.input_value("[name=starts_on]") == day


# Whether what has the focus lies under something that sticks to the window's edge.
COVERED = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const [x, y] = [box.x + Math.min(box.width / 2, 20), box.y + Math.min(box.height / 2, 20)];
  const top = document.elementFromPoint(x, y);
  const bar = top?.closest("[data-sticky], header, thead");
  return bar && !bar.contains(document.activeElement) ? document.activeElement.outerHTML.slice(0, 120) : "";
}"""


def test_nothing_hides_what_has_the_focus_on_a_small_phone_with_the_largest_letters(walk: Walk) -> None:
    walk.sign_in("unit_chair", "A1")
    page = walk.page
    page.set_viewport_size({"width": 360, "height": 640})
    home = page.url
    for size in ("huge", "standard"):
        page.context.add_cookies([{"name": "size", "value": size, "url": home}])
        page.goto("/activities/new/?unit=A1&kind=volunteer-service")
        assert page.get_attribute("html", "data-size") == size
        covered = set()
        for _press in range(45):
            page.keyboard.press("Tab")
            covered.add(page.evaluate(COVERED))
        assert covered == {""}, size
