"""What is typed is not lost: a slow answer, a sign-in renewed elsewhere, a sign-in that ended, a double press."""

from __future__ import annotations

import re
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="the journeys need playwright (requirements/dev.txt)")

from journeys.walking import Walk
from suzhi.domains.activities.api import Activity

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_choosing_a_kind_keeps_what_is_typed_before_the_answer_comes(walk: Walk) -> None:
    walk.sign_in()
    page = walk.page
    page.goto("/activities/new/")
    held: list[Any] = []
    page.route(re.compile(r"again=1"), lambda route: held.append(route))
    page.select_option("[name=kind]", "reading")
    page.wait_for_timeout(100)
    page.fill("[name=name]", "河堤读书会")
    page.fill("[name=place]", "北岸")
    assert held
    with page.expect_response(re.compile(r"again=1")):
        held[0].continue_()
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
    assert page.input_value("[name=kind]") == "reading"
    assert (page.input_value("[name=name]"), page.input_value("[name=place]")) == ("河堤读书会", "北岸")


def test_a_sign_in_renewed_in_another_tab_and_one_that_ended_keep_the_text(walk: Walk) -> None:
    walk.sign_in()
    page = walk.page
    page.goto("/activities/new/?kind=reading")
    page.fill("[name=unit]", "A1")
    page.fill("[name=name]", "河堤读书会")
    page.context.clear_cookies(name="sessionid")
    walk.press("存为草稿")
    page.get_by_role("heading", name="登录已过期").wait_for()
    other = Walk(page.context.new_page(), walk.cast, walk.folder)
    other.sign_in()
    walk.press("已经登录，接着提交")
    page.get_by_role("heading", name="这一页打开之后重新登录过").wait_for()
    walk.press("再次提交")
    page.wait_for_url("**/activities/*/")
    assert Activity.objects.get().name == "河堤读书会"


def test_a_double_press_makes_one(walk: Walk) -> None:
    walk.sign_in()
    page = walk.page
    page.goto("/activities/new/?kind=reading")
    page.fill("[name=unit]", "A1")
    page.fill("[name=name]", "河堤读书会")
    page.get_by_role("button", name="存为草稿").dblclick()
    page.wait_for_url("**/activities/*/")
    assert Activity.objects.count() == 1


def test_what_could_not_be_sent_stays_and_goes_out_once(walk: Walk) -> None:
    walk.sign_in()
    page = walk.page
    page.goto("/activities/new/?kind=reading")
    page.fill("[name=unit]", "A1")
    page.fill("[name=name]", "河堤读书会")
    page.context.set_offline(True)
    walk.press("存为草稿")
    said = page.get_by_role("alert")
    said.get_by_text("没有发送出去").wait_for()
    assert page.input_value("[name=name]") == "河堤读书会"
    page.context.set_offline(False)
    # The server takes it, and the answer is lost on the way: a gateway says so.
    page.route(re.compile(r"/activities/new/"), _lose_the_answer, times=1)
    with page.expect_response(re.compile(r"/activities/new/")):
        said.get_by_role("button", name="再次发送").click()
    said.wait_for()
    assert Activity.objects.count() == 1
    left: list[str] = []
    page.on("dialog", lambda dialog: (left.append(dialog.type), dialog.dismiss()))
    page.evaluate("setTimeout(() => location.assign('/activities/'), 0)")
    page.wait_for_timeout(300)
    assert left == ["beforeunload"]
    page.get_by_role("alert").get_by_role("button", name="再次发送").click()
    page.wait_for_url(re.compile(r"/activities/\d+/$"))
    page.get_by_text("没有重复写入").wait_for()
    assert Activity.objects.count() == 1


def _lose_the_answer(route: Any) -> None:
    route.fetch()
    route.fulfill(status=504, body="")


def test_a_refused_question_in_the_background_is_said(walk: Walk) -> None:
    walk.sign_in()
    page = walk.page
    page.goto("/activities/new/")
    page.fill("[name=name]", "河堤读书会")
    asked = re.compile(r"again=1")
    for status, words in (
        (401, "登录已过期"),
        (403, "重新登录过"),
        (422, "没有接受"),
        (500, "出了差错"),
        (503, "连不上"),
    ):
        page.route(
            asked, lambda route, _request, status=status: route.fulfill(status=status, body=""), times=1
        )
        page.select_option("[name=kind]", "reading")
        page.get_by_role("alert").get_by_text(words).wait_for()
    page.route(asked, lambda route: route.abort(), times=1)
    page.select_option("[name=kind]", "reading")
    page.get_by_role("alert").get_by_role("button", name="再次发送").click()
    page.get_by_role("alert").wait_for(state="detached")
    assert (page.input_value("[name=kind]"), page.input_value("[name=name]")) == ("reading", "河堤读书会")
