"""The frame around every page: menu by role, unit switcher, language, home."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from domains.plans.conftest import PACK


@pytest.fixture
def plan(cast: Any) -> Any:
    from suzhi.domains.plans.api import load_pack, read_pack
    from suzhi.engines.access.api import system_actor

    return load_pack(actor=system_actor("测试"), pack=read_pack(PACK))


def signed_in(client: Any, cast: Any, role: str, unit: str) -> Any:
    client.force_login(
        cast.account(role, unit), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def test_every_package_with_pages_is_mounted() -> None:
    from suzhi.faces.console.urls import packages_with_pages

    assert "suzhi.domains.plans.pages.console.urls" in packages_with_pages()
    assert not any(name.startswith("suzhi.ui") for name in packages_with_pages())


@pytest.mark.parametrize(
    ("role", "there", "absent"),
    [
        ("city_office", "规划", "/security/accounts/"),
        ("leader", "活动", "职工</a>"),
        ("security_admin", "/security/accounts/", "规划</a>"),
        ("worker", "首页", "规划</a>"),
    ],
)
def test_the_menu_has_what_the_role_may_open(
    client: Any, cast: Any, plan: Any, role: str, there: str, absent: str
) -> None:
    shown = signed_in(client, cast, role, "C").get("/").content.decode()
    assert there in shown and absent not in shown


def test_without_a_plan_the_first_step_is_offered(client: Any, cast: Any) -> None:
    shown = signed_in(client, cast, "city_office", "C").get("/").content.decode()
    assert "还没有装入规划" in shown and "/plans/drafts/" in shown


def top(client: Any, path: str) -> str:
    return client.get(path).content.decode().partition("</header>")[0]


@pytest.mark.parametrize("path", ["/activities/", "/units/", "/people/", "/imports/", "/campaigns/"])
def test_the_plan_s_title_leads_back_to_it_from_everywhere(
    client: Any, cast: Any, plan: Any, path: str
) -> None:
    shown = top(signed_in(client, cast, "recorder", "A1"), path)
    assert f'class="top-plan" href="/plans/{plan.code}/">{plan.title}</a>' in shown


def test_without_a_plan_in_reach_the_head_names_none(client: Any, cast: Any, plan: Any) -> None:
    assert "top-plan" not in top(signed_in(client, cast, "security_admin", "C"), "/security/accounts/")
    plan.current = False
    plan.save(update_fields=["current"])
    assert "top-plan" not in top(signed_in(client, cast, "recorder", "A1"), "/activities/")


def test_the_title_costs_one_query_where_a_head_is_drawn(client: Any, cast: Any, plan: Any) -> None:
    browser = signed_in(client, cast, "recorder", "A1")
    asked = [query for query in _queries(browser, "/activities/") if 'FROM "plans_plan"' in query]
    assert len(asked) == 1
    assert not [query for query in _queries(browser, "/search/suggest/?q=x") if 'FROM "plans_plan"' in query]


def _queries(browser: Any, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        browser.get(path)
    return [query["sql"] for query in queries]


def test_the_switcher_offers_units_in_reach_only(client: Any, cast: Any, plan: Any) -> None:
    browser = signed_in(client, cast, "county_reviewer", "A")
    shown = browser.get("/").content.decode()
    assert "unit=A1" in shown and "unit=B" not in shown and "unit=C" not in shown
    assert "东县机床厂工会" in browser.get("/switch/?q=机床&to=/").content.decode()
    assert "没有找到" in browser.get("/switch/?q=纺织&to=/").content.decode()


def test_the_switcher_leads_nowhere_else(client: Any, cast: Any, plan: Any) -> None:
    browser = signed_in(client, cast, "city_office", "C")
    for to in ("//evil.example/", "https://evil.example/", "javascript:alert(1)"):
        assert "evil" not in (shown := browser.get("/switch/", {"q": "东县", "to": to}).content.decode())
        assert "javascript" not in shown


def test_the_board_keeps_its_shape_when_the_unit_changes(client: Any, cast: Any, plan: Any) -> None:
    shown = signed_in(client, cast, "city_office", "C").get("/units/C/figures/").content.decode()
    assert "/units/A/figures/?" in shown


def test_nobody_sees_the_console_without_signing_in(client: Any, db: None) -> None:
    answer = client.get("/")
    assert answer.status_code == 302 and "/accounts/login/" in answer.url
