"""The pages of a plan: what they show, to whom, and with how many queries."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

CITY = "/plans/jiangcheng-2021-2025/"


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    body = re.sub(r"<script.*?</script>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@pytest.fixture
def some(put: Any) -> None:
    """Figures at the city, its counties and their units."""
    put("volunteer-events", "C", 2023, 1)
    put("volunteer-events", "C", 2022, 4)
    for unit, value in (("C", 60), ("A", 45), ("B", 15), ("A1", 45)):
        put("law-talks", unit, 2023, value, visits=value * 30)
    put("book-houses", "C", 2023, 1, 2, least=3, total=9)
    put("book-houses", "A", 2023, 6)
    put("book-houses", "B", 2023, 3)
    put("participation", "C", 2023, 3, 10)
    parts = {name: {"people": 10, "visits": 25} for name in ("migrant", "women", "front_line")}
    put("trained", "C", 2023, 900, visits=900, people=400, parts=parts)


def test_the_living_plan_is_the_first_page(office: Any, some: None) -> None:
    shown = text_of(office.get("/?year=2023"))
    assert "江城市职工素质提升五年规划" in shown and "江工发〔2021〕18号" in shown
    assert "60" in shown and "/ 150" in shown and "滞后" in shown
    assert "30.00% （3/10）" in shown
    assert "每个下级 5，最少 3" in shown
    assert "制定年度计划：各县总工会，应于2021年6月30日前完成，尚未登记完成" in shown
    assert "暂无记录" in shown and "记录尚未启用" in shown


def test_no_records_is_never_nought_percent(office: Any, plan: Any) -> None:
    for path in ("/", f"{CITY}figures/participation/", "/units/C/figures/"):
        shown = text_of(office.get(path))
        assert "暂无记录" in shown and "0%" not in shown.replace("100%", "").replace("80%", "").replace(
            "90%", ""
        )


def test_filters(office: Any, some: None) -> None:
    behind = text_of(office.get("/?year=2023&show=behind"))
    assert "普法活动" in behind and "厂务公开建制" not in behind
    due = text_of(office.get("/?year=2023&show=due"))
    assert "市总志愿服务" in due and "厂务公开建制" in due and "150" not in due
    ours = text_of(office.get("/?year=2023&department=宣教部"))
    assert "各县自建书屋" in ours and "职工技术培训" not in ours
    assert "我的部门：宣教部" in text_of(office.get("/"))


def test_an_indicator(office: Any, some: None) -> None:
    shown = text_of(office.get(f"{CITY}figures/law-talks/?year=2023"))
    assert "到 2025 年底应达 150 场次，按进度现应达 75 场次，现 60 场次，差 15 场次" in shown
    assert "东县总工会" in shown and "西县总工会" in shown
    assert "东县机床厂工会" not in shown
    assert "活动（计作为普法活动/法律知识竞赛）" in shown
    trained = text_of(office.get(f"{CITY}figures/trained/?year=2023"))
    assert "农民工 10 25 2.50%" in trained


def test_missing_comes_first_below(office: Any, some: None) -> None:
    shown = text_of(office.get(f"{CITY}figures/book-houses/?year=2023"))
    assert shown.index("西县总工会", shown.index("下级单位")) < shown.index(
        "东县总工会", shown.index("下级单位")
    )


def test_who_would_close_the_gap(office: Any, some: None, plan: Any, cast: Any) -> None:
    from suzhi.engines.metrics.api import Member

    definition = plan.indicators.get(code="participation").definition
    for code, met in (("A1", True), ("B1", False)):
        unit = cast.units[code].pk
        Member.objects.create(definition=definition, year=2023, entity_id=unit, unit_id=unit, met=met)
    shown = text_of(office.get(f"{CITY}figures/participation/?year=2023"))
    assert "补上 5 家即可达标" in shown and "西县纺织厂工会" in shown
    page = f"{CITY}figures/participation/records/?year=2023&part=missing"
    listed = text_of(office.get(page))
    assert "西县纺织厂工会" in listed and "东县机床厂工会" not in listed
    export = office.get(page + "&export=csv")
    assert "西县纺织厂工会" in export.content.decode("utf-8-sig")
    assert act_verbs()[-1] == "plans.export"


def act_verbs() -> list[str]:
    from suzhi.engines.audit.api import Act

    return list(Act.objects.order_by("id").values_list("verb", flat=True))


def test_the_board_compares_years(office: Any, some: None) -> None:
    shown = text_of(office.get("/units/C/figures/?year=2023"))
    assert "4 次 – 4 1 " in shown
    only = text_of(office.get("/units/C/figures/?year=2023&state=behind"))
    assert "普法活动" in only and "厂务公开建制" not in only


@pytest.mark.parametrize("path", ["settings/", "duties/", "versions/", "figures/law-talks/targets/"])
def test_other_pages_open(office: Any, some: None, path: str) -> None:
    text_of(office.get(CITY + path))


def test_breaking_down_in_the_browser(office: Any, plan: Any, cast: Any) -> None:
    page = f"{CITY}figures/law-talks/targets/"
    shown = text_of(office.get(page + "?rule=even"))
    assert "与总目标相等" in shown
    talks = plan.indicators.get(code="law-talks")
    assert not talks.allocations.exists()
    names = {code: f"p{cast.units[code].pk}" for code in ("A", "B")}
    office.post(page, {names["A"]: "100", names["B"]: "40"})
    assert sorted(talks.allocations.values_list("value", flat=True)) == ["100", "40"]
    assert "比总目标少 10 场次" in text_of(office.get(page))
    # While one types, the sum of what stands there is told, and nothing is saved.
    asked = f"{page}?again=1"
    assert "比总目标多 20 场次" in text_of(office.post(asked, {names["A"]: "130", names["B"]: "40"}))
    assert "比总目标少 110 场次" in text_of(office.post(asked, {names["A"]: "很多", names["B"]: "40"}))
    assert sorted(talks.allocations.values_list("value", flat=True)) == ["100", "40"]
    assert "已分解到下级 140 场次 2 个单位合计" in text_of(office.get(f"{CITY}figures/law-talks/"))
    assert "不是数" in text_of(office.post(page, {names["A"]: "many"}))
    assert "不需要分解" in text_of(office.get(f"{CITY}figures/book-houses/targets/"))


def test_a_duty_is_settled(office: Any, plan: Any) -> None:
    duty = plan.duties.get(title="开通咨询热线")
    office.post(f"{CITY}duties/{duty.pk}/", {"done_on": "2023-05-01", "remark": "已开通"})
    assert "2023年5月1日完成" in text_of(office.get(f"{CITY}duties/"))


def test_settings_are_tried_before_they_hold(office: Any, plan: Any, some: None) -> None:
    from suzhi.engines.metrics.api import Preview

    form = {name: str(value) for name, value in plan.catalogue.settings.items()} | {"basic_threshold": "95%"}
    answer = office.post(f"{CITY}settings/", form)
    question = Preview.objects.get()
    assert answer.url.endswith(f"?preview={question.pk}")
    assert "正在试算" in text_of(office.get(answer.url))
    root = [{"year": 2023, "before": [3, 10], "after": [2, 10]}]
    question.answer = [{"code": "participation", "values": 4, "units": 3, "root": root}]
    question.save()
    shown = text_of(office.get(f"{CITY}settings/{question.pk}/"))
    assert "目标由 90% 改为 95%" in shown and "30.00%（3/10）" in shown and "20.00%（2/10）" in shown
    office.post(f"{CITY}settings/{question.pk}/apply/")
    assert plan.indicators.get(code="regimes").target == "19/20"


# ---- who sees what


@pytest.mark.parametrize(
    ("role", "unit", "inside", "outside"),
    [("county_reviewer", "A", "A1", "B"), ("unit_chair", "A1", "A1", "A"), ("department", "C", "B1", None)],
)
def test_units_outside_the_subtree_do_not_exist(
    as_role: Any, some: None, role: str, unit: str, inside: str, outside: str | None
) -> None:
    browser = as_role(role, unit)
    for path in (f"{CITY}?unit=%s", f"{CITY}figures/law-talks/?unit=%s", "/units/%s/figures/"):
        assert browser.get(path % inside).status_code == 200
        if outside:
            assert browser.get(path % outside).status_code == 404
            assert browser.get(path % "nowhere").status_code == 404


def test_a_member_is_opened_from_its_own_unit_only(as_role: Any, plan: Any, cast: Any) -> None:
    from suzhi.engines.metrics.api import Member

    definition = plan.indicators.get(code="participation").definition
    for code in ("A1", "B1"):
        unit = cast.units[code].pk
        Member.objects.create(definition=definition, year=2023, entity_id=unit, unit_id=unit, met=True)
    browser = as_role("county_reviewer", "A")
    page = f"{CITY}figures/participation/records/%s/?year=2023"
    assert browser.get(page % cast.units["B1"].pk).status_code == 404
    # Nothing was computed in this test: the page is there, its evidence not yet.
    assert browser.get(page % cast.units["A1"].pk).status_code == 409
    assert "东县机床厂" in text_of(
        browser.get(f"{CITY}figures/participation/records/?year=2023&part=denominator")
    )


def test_versions_are_compared(office: Any, plan: Any) -> None:
    from suzhi.domains.plans.api import load_pack, pack_of
    from suzhi.engines.access.api import system_actor

    duties = [{"clause": "2.1", "title": "制定年度计划", "owner": "办公室"}]
    load_pack(actor=system_actor("测试"), pack=pack_of({**plan.pack, "duties": duties}))
    shown = text_of(office.get(f"{CITY}versions/?against=1"))
    assert "第 1 版到第 2 版" in shown and "更改事项" in shown and "删去事项" in shown
    assert text_of(office.get(f"{CITY}versions/?against=99")).count("第 1 版到") == 0


def test_a_county_opens_the_plan_at_its_own_unit(as_role: Any, some: None) -> None:
    shown = text_of(as_role("county_reviewer", "A").get("/?year=2023"))
    assert "东县总工会，2023 年" in shown and "西县" not in shown


def test_who_has_no_plan_gets_a_page_of_their_own(as_role: Any, plan: Any) -> None:
    browser = as_role("worker", "A1")
    assert "首页" in text_of(browser.get("/"))
    assert browser.get(CITY).status_code == 404
    assert browser.get(f"{CITY}settings/").status_code == 404


def test_a_leader_reads_and_changes_nothing(as_role: Any, plan: Any) -> None:
    browser = as_role("leader", "C")
    assert "试算影响" not in text_of(browser.get(f"{CITY}settings/"))
    assert browser.post(f"{CITY}settings/", {}).status_code in (200, 404)
    assert browser.get(f"{CITY}figures/law-talks/targets/").status_code == 404
    assert browser.get("/plans/drafts/").status_code == 404


def test_names_are_kept_from_who_may_not_see_people(plan: Any, cast: Any) -> None:
    from suzhi.domains.plans.api import opened
    from suzhi.engines.access.api import system_actor
    from suzhi.engines.metrics.api import Record
    from suzhi.engines.people.api import register_person

    person = register_person(actor=system_actor(), unit=cast.units["A1"], name="张三")
    record = Record("person", person.pk, "K1", "张三", cast.units["A1"].pk, None, 1)

    def told(role: str, unit: str) -> tuple[str, str, str]:
        [one] = opened(cast.actor(role, unit), [record])
        return one.record.label, one.record.key, one.href

    assert told("leader", "C") == told("unit_chair", "B1") == ("姓名不显示", "K1", "")
    assert told("city_office", "C") == told("recorder", "A1") == ("张三", "K1", f"/people/{person.pk}/")


def test_a_record_that_has_left_the_reach_keeps_its_day_and_loses_its_name(plan: Any, cast: Any) -> None:
    from datetime import date

    from suzhi.domains.activities.models import Activity
    from suzhi.domains.plans.api import opened
    from suzhi.engines.metrics.api import Record

    held = Activity.objects.create(
        key="H1", kind="workers-lecture", name="讲座", unit=cast.units["B1"], starts_on=date(2023, 5, 4)
    )
    record = Record("activity", held.pk, "H1", "讲座", cast.units["B1"].pk, held.starts_on, 3)
    [outside] = opened(cast.actor("county_reviewer", "A"), [record])
    assert (outside.record.label, outside.record.key, outside.record.unit_id, outside.href) == (
        "不在管理范围内",
        "",
        None,
        "",
    )
    assert (outside.record.day, outside.record.weight) == (held.starts_on, 3)
    [inside] = opened(cast.actor("county_reviewer", "B"), [record])
    assert (inside.record, inside.href) == (record, f"/activities/{held.pk}/")


# ---- how much it asks


def queries(browser: Any, path: str) -> int:
    browser.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    "path", ["/?year=2023", f"{CITY}figures/law-talks/?year=2023", "/units/C/figures/?year=2023"]
)
def test_queries_do_not_grow_with_the_units(office: Any, some: None, put: Any, cast: Any, path: str) -> None:
    from suzhi.engines.org.api import Line, Unit, rebuild_closure

    few = queries(office, path)
    for number in range(60):
        unit = Unit.objects.create(code=f"K{number:02}", name=f"第{number}县总工会", type="county")
        Line.objects.create(unit=unit, parent=cast.units["C"])
        cast.units[unit.code] = unit
        put("law-talks", unit.code, 2023, number)
    rebuild_closure()
    assert queries(office, path) <= few
    assert few <= 20


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/?year=2023", 14),
        (f"{CITY}figures/law-talks/?year=2023", 19),
        ("/units/C/figures/?year=2023", 14),
    ],
)
def test_a_page_asks_no_more_than_it_did(office: Any, some: None, path: str, most: int) -> None:
    assert queries(office, path) <= most


def test_the_documents_own_words_bear_the_notes(office: Any, plan: Any) -> None:
    """Where the document is attached, an obligation of our pack is told by the document and not paraphrased."""
    from suzhi.domains.plans.models import Clause

    parent = plan.clauses.get(ref="2.4")
    parent.text = "在全市集中开展普法活动不少于150场次。\n“职工代表”<轮训>一次。"
    parent.save()
    Clause.objects.create(
        plan=plan, ref="2.4.z", number="", level=3, position=900, title="普法", summary="我们自己写的摘要。"
    )
    indicator = plan.indicators.get(code="law-talks")
    indicator.clauses = ["2.4.z"]
    indicator.save()
    page = office.get(CITY).content.decode()
    assert "我们自己写的摘要" not in page
    assert '<span class="noted">在全市集中开展普法活动不少于150场次</span><sup>①</sup>' in page
    assert 'id="c2.4.z"' in page and "① 普法活动" in page and "&lt;轮训&gt;" in page
