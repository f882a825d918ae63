"""Pages that show figures say how far these reach, and never show a number of another rule."""

from __future__ import annotations

from typing import Any

import pytest

from .test_pages import text_of

CITY = "/plans/jiangcheng-2021-2025/"
PAGES = ("/?year=2023", f"{CITY}figures/trained/?year=2023", "/units/C/figures/?year=2023")
RECORDS = f"{CITY}figures/trained/records/?year=2023"


@pytest.fixture
def visits(put: Any) -> None:
    put("trained", "C", 2023, 31_234, visits=31_234, people=1_427)


@pytest.mark.parametrize("page", PAGES)
def test_it_says_how_far_the_figures_reach(office: Any, visits: None, page: str) -> None:
    shown = text_of(office.get(page))
    assert "31,234" in shown and "数据截至" in shown and "之后的变动" not in shown


@pytest.mark.parametrize("page", PAGES)
def test_it_says_that_records_have_changed_since(office: Any, visits: None, page: str) -> None:
    from suzhi.engines.audit.api import Change

    Change.objects.create(relation="activities_activity", keys=[1])
    shown = text_of(office.get(page))
    assert "31,234" in shown and "之后的变动正在计入" in shown


@pytest.mark.parametrize("page", [*PAGES, RECORDS])
def test_a_number_of_another_setting_is_not_shown(office: Any, plan: Any, visits: None, page: str) -> None:
    """31,234 visits are no 31,234 people, and reach nothing."""
    from suzhi.engines.metrics.api import change_settings

    change_settings(plan.catalogue, {**plan.catalogue.settings, "people_or_visits": "people"})
    shown = text_of(office.get(page))
    assert "31,234" not in shown and "已达成" not in shown
    assert "正在按现行口径计算" in shown


def test_the_public_listing_says_so_too(plan: Any, visits: None) -> None:
    from suzhi.domains.plans.values import values
    from suzhi.engines.metrics.api import change_settings

    change_settings(plan.catalogue, {**plan.catalogue.settings, "people_or_visits": "people"})
    found = {v["code"]: v for v in values(plan, [plan.root], [2023])}
    assert (found["trained"]["value"], found["trained"]["state"]) == (None, "computing")
    assert found["law-talks"]["state"] == "no records"


@pytest.mark.parametrize("asked", ["2026", "2020"])
def test_a_year_outside_the_plan_says_which_year_is_shown(office: Any, plan: Any, asked: str) -> None:
    for page in ("/", f"{CITY}figures/trained/", "/units/C/figures/"):
        shown = text_of(office.get(f"{page}?year={asked}"))
        assert f"{asked} 年不在规划期（2021—2025 年）内，这里显示的是 2023 年" in shown
    assert "不在规划期" not in text_of(office.get("/?year=2022"))


def _talk(cast: Any, day: str) -> Any:
    from suzhi.domains.activities.api import Activity

    return Activity.objects.create(
        key=f"T{day}",
        kind="law-education",
        name="普法",
        unit=cast.units["A1"],
        starts_on=day,
        state="confirmed",
    )


def test_a_record_outside_the_plan_does_not_claim_to_count(office: Any, plan: Any, cast: Any) -> None:
    inside, outside = _talk(cast, "2022-03-01"), _talk(cast, "2020-03-01")
    assert "普法活动" in text_of(office.get(f"/activities/{inside.pk}/")).split("计入的指标")[1]
    shown = text_of(office.get(f"/activities/{outside.pk}/")).split("计入的指标")[1]
    assert "日期不在规划期（2021—2025 年）内" in shown and "2.4" not in shown


def test_a_record_entered_after_its_year_is_marked(office: Any, plan: Any, cast: Any) -> None:
    from datetime import UTC, datetime

    from suzhi.domains.activities.api import Activity

    late, timely = _talk(cast, "2022-03-01"), _talk(cast, "2022-04-01")
    # Midnight in Beijing decides: five hours before, the year is over here and not there.
    Activity.objects.filter(pk=late.pk).update(created_at=datetime(2022, 12, 31, 19, tzinfo=UTC))
    Activity.objects.filter(pk=timely.pk).update(created_at=datetime(2022, 12, 31, 9, tzinfo=UTC))
    assert "补录：2023年1月1日录入" in text_of(office.get(f"/activities/{late.pk}/"))
    assert "补录" not in text_of(office.get(f"/activities/{timely.pk}/"))
