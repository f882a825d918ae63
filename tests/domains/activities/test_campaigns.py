"""Campaigns: who sees and joins them, and figures that a person can count on the fingers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from filled import filled
from suzhi.domains.activities.api import (
    Activity,
    Campaign,
    Tally,
    campaigns,
    change_activity,
    change_campaign,
    close_campaign,
    delete_campaign,
    join_campaign,
    open_campaign,
    record_activity,
    reopen_campaign,
    tallies,
)
from suzhi.engines.access.api import system_actor
from suzhi.engines.org.api import move_unit
from suzhi.engines.people.api import Person, register_person
from suzhi.engines.workflow.api import Doubt
from suzhi.kernel.errors import Denied, Refusal

DAY = date(2017, 6, 30)


def opened(cast: Any, unit: str = "C", name: str = "安全生产月", **facts: Any) -> Campaign:
    return open_campaign(actor=system_actor(), unit=cast.units[unit], name=name, **facts)


def held(cast: Any, unit: str, campaign: Campaign | None, name: str = "安全讲座", **facts: Any) -> Activity:
    given = {"kind": "safety-education", "starts_on": DAY, "confirm": True} | facts
    return record_activity(actor=system_actor(), unit=cast.units[unit], name=name, campaign=campaign, **given)


def person(cast: Any, name: str, unit: str) -> Person:
    return register_person(actor=system_actor(), unit=cast.units[unit], name=name)


def client_of(cast: Any, role: str, unit: str) -> Client:
    client = Client()
    client.force_login(
        cast.account(role, unit), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def text(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def month(cast: Any) -> Campaign:
    """A city's campaign: two activities in the east, one in the west, one of the city, and what does not count."""
    campaign = opened(cast)
    one, two, three = person(cast, "周一", "A1"), person(cast, "吴二", "A1"), person(cast, "郑三", "B1")
    held(cast, "A1", campaign, people=[one, two])
    held(cast, "A", campaign, "应急演练", people=[one, three], headcount=90, partners=[cast.units["B1"]],
         acknowledged=["activities.headcount_below_roster"])  # fmt: skip
    held(cast, "B1", campaign, "隐患排查", headcount=40)
    held(cast, "C", campaign, "动员大会", people=[three])
    held(cast, "A1", campaign, "未确认的", headcount=500, confirm=False)
    held(cast, "A1", None, "别的讲座", headcount=500)
    return campaign


def by_code(cast: Any, parts: dict[int, Tally]) -> dict[str, Tally]:
    names = {unit.pk: code for code, unit in cast.units.items()}
    return {names[pk]: tally for pk, tally in parts.items()}


def test_the_figures_are_counted_from_the_records(cast: Any, month: Campaign) -> None:
    whole, parts = tallies(cast.actor("city_office", "C"), month)
    # 2 named + 2 named (not 90) + 40 unnamed + 1 named; three persons; A, A1, B1 and C, B1 once though twice there.
    assert whole == Tally(events=4, visits=45, people=3, units=4)
    assert by_code(cast, parts) == {
        "A": Tally(events=2, visits=4, people=3, units=3),
        "B": Tally(events=1, visits=40, people=None, units=1),
        "C": Tally(events=1, visits=1, people=1, units=1),
    }


def test_a_county_sees_its_own_part_by_its_own_units(cast: Any, month: Campaign) -> None:
    whole, parts = tallies(cast.actor("county_reviewer", "A"), month)
    assert whole == Tally(events=2, visits=4, people=3, units=3)
    assert set(by_code(cast, parts)) == {"A", "A1"}
    whole, parts = tallies(cast.actor("recorder", "B1"), month)
    assert whole == Tally(events=1, visits=40, people=None, units=1)
    assert set(by_code(cast, parts)) == {"B1"}


def test_an_event_counts_where_the_unit_lay_on_its_day(cast: Any, month: Campaign) -> None:
    move_unit(
        actor=system_actor(),
        unit=cast.units["A1"],
        parent=cast.units["B"],
        on=date(2018, 1, 1),
        reason="调整",
    )
    office = cast.actor("city_office", "C")
    assert by_code(cast, tallies(office, month)[1])["A"].events == 2
    shown = text(client_of(cast, "city_office", "C").get(f"/activities/?campaign={month.code}&led=A"))
    assert "安全讲座" in shown and "应急演练" in shown and "隐患排查" not in shown


def test_nothing_counted_is_no_value(cast: Any) -> None:
    campaign = opened(cast)
    assert tallies(cast.actor("city_office", "C"), campaign) == (Tally(), {})
    page = text(client_of(cast, "city_office", "C").get(f"/campaigns/{campaign.pk}/"))
    assert "暂无记录" in page and "还没有计入的活动" in page


def test_a_campaign_is_seen_from_below_and_not_from_beside(cast: Any) -> None:
    city, east = opened(cast), opened(cast, "A", "东县技能月")
    assert set(campaigns(cast.actor("recorder", "A1"))) == {city, east}
    assert set(campaigns(cast.actor("recorder", "B1"))) == {city}
    recorder = client_of(cast, "recorder", "B1")
    assert recorder.get(f"/campaigns/{city.pk}/").status_code == 200
    assert recorder.get(f"/campaigns/{east.pk}/").status_code == 404
    for action in ("edit", "close", "delete"):
        assert recorder.post(f"/campaigns/{city.pk}/{action}/").status_code == 404
    assert Campaign.objects.filter(closed_on__isnull=True).count() == 2


def test_a_unit_joins_what_it_or_a_unit_above_called_for(cast: Any) -> None:
    city, own, west = opened(cast), opened(cast, "A1", "本厂月"), opened(cast, "B", "西县月")
    for campaign in (city, own):
        assert held(cast, "A1", campaign, campaign.name).campaign == campaign
    with pytest.raises(Refusal) as refused:
        held(cast, "A1", west)
    assert refused.value.code == "activities.campaign_foreign" and refused.value.remedy
    with pytest.raises(Denied):
        record_activity(
            actor=cast.actor("recorder", "A1"),
            unit=cast.units["A1"],
            kind="reading",
            name="读书会",
            starts_on=DAY,
            campaign=west,
        )


def test_a_closed_campaign_keeps_what_it_has_and_takes_no_more(cast: Any, month: Campaign) -> None:
    inside = Activity.objects.get(name="安全讲座", campaign=month)
    outside = Activity.objects.get(name="别的讲座")
    close_campaign(actor=system_actor(), campaign=month)
    change_activity(actor=system_actor(), activity=inside, place="二车间", campaign=month)
    with pytest.raises(Refusal) as refused:
        join_campaign(actor=system_actor(), activity=outside, campaign=month)
    assert refused.value.code == "activities.campaign_closed"
    reopen_campaign(actor=system_actor(), campaign=month)
    join_campaign(actor=system_actor(), activity=outside, campaign=month)
    assert tallies(system_actor(), month)[0].events == 5


def test_a_day_outside_the_campaign_is_a_doubt(cast: Any) -> None:
    campaign = opened(cast, starts_on=date(2017, 6, 1), ends_on=date(2017, 6, 29))
    with pytest.raises(Doubt) as doubt:
        held(cast, "A1", campaign)
    held(cast, "A1", campaign, acknowledged=[doubt.value.code])
    held(cast, "A1", campaign, "按时的", starts_on=date(2017, 6, 29))


def test_only_an_empty_campaign_is_deleted(cast: Any, month: Campaign) -> None:
    with pytest.raises(Refusal) as refused:
        delete_campaign(actor=system_actor(), campaign=month)
    assert refused.value.code == "activities.campaign_used" and "5 场" in refused.value.message
    for activity in month.activities.all():
        join_campaign(actor=system_actor(), activity=activity, campaign=None)
    delete_campaign(actor=system_actor(), campaign=month)
    assert not Campaign.objects.exists() and Activity.objects.count() == 6


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"name": " "}, "activities.campaign_name"),
        ({"name": "长" * 121}, "activities.campaign_name"),
        ({"code": "有 空格"}, "activities.campaign_code"),
        ({"code": "ZT"}, "activities.campaign_taken"),
        ({"starts_on": DAY, "ends_on": date(2017, 6, 1)}, "activities.campaign_dates"),
    ],
)
def test_what_cannot_be_is_refused(cast: Any, facts: dict[str, Any], code: str) -> None:
    opened(cast, code="ZT")
    with pytest.raises(Refusal) as refused:
        opened(cast, **facts)
    assert refused.value.code == code


def test_codes_follow_on_from_the_highest(cast: Any) -> None:
    first = opened(cast)
    stem = first.code[:-2]
    assert first.code == f"{stem}01"
    opened(cast, code=f"{stem}41")
    assert opened(cast).code == f"{stem}42"


def test_the_way_through_the_pages(cast: Any) -> None:
    office = client_of(cast, "city_office", "C")
    form = text(office.get("/campaigns/new/"))
    assert "-01" in form and 'value="C 江城市总工会"' in form
    office.post(
        "/campaigns/new/", {"unit": "C", "name": "五月歌会", "code": "ZT-5", "starts_on": "2017-05-01"}
    )
    campaign = Campaign.objects.get()
    chair = client_of(cast, "unit_chair", "A1")
    assert "五月歌会（江城市总工会）" in text(chair.get("/activities/new/"))
    assert f'value="{campaign.pk}" selected' in text(chair.get("/activities/new/?campaign=ZT-5"))
    sent = {
        "kind": "arts",
        "unit": "A1",
        "name": "歌会",
        "starts_on": "2017-05-04",
        "do": "confirm",
        "headcount": "25",
    }
    chair.post("/activities/new/", sent | {"campaign": campaign.pk})
    assert Activity.objects.get().campaign == campaign
    page = text(office.get(f"/campaigns/{campaign.pk}/"))
    assert "campaign=ZT-5&amp;state=counted&amp;led=A" in page and "campaign_delete" not in page
    path = f"/campaigns/{campaign.pk}/edit/"
    office.post(path, filled(office, path, name="五月大歌会", summary="人人唱"))
    office.post(f"/campaigns/{campaign.pk}/close/")
    page = text(office.get(f"/campaigns/{campaign.pk}/"))
    assert "五月大歌会" in page and "人人唱" in page and "重新开放" in page and "更正主题活动" in page
    assert "五月大歌会" not in text(chair.get("/activities/new/"))


def test_the_lists_search_filter_and_export(cast: Any, month: Campaign) -> None:
    opened(cast, "A", "东县技能月")
    office = client_of(cast, "city_office", "C")
    assert "共 2 个" in text(office.get("/campaigns/"))
    assert "共 1 个" in text(office.get("/campaigns/?q=技能"))
    assert "共 1 个" in text(office.get("/campaigns/?unit=A"))
    assert "没有符合条件" in text(office.get("/campaigns/?life=closed"))
    lines = b"".join(office.get("/campaigns/?q=安全&export=csv").streaming_content).decode("utf-8-sig")
    assert len(lines.splitlines()) == 2 and ",4," in lines
    assert "共 5 条" in text(office.get(f"/activities/?campaign={month.code}"))
    assert "共 4 条" in text(office.get(f"/activities/?campaign={month.code}&state=counted"))
    assert "安全生产月" in text(office.get("/search/?q=生产月"))


def test_ticked_activities_are_put_under_a_campaign(cast: Any) -> None:
    campaign = opened(cast)
    rows = [held(cast, "A1", None, name) for name in ("安全讲座", "应急演练")]
    locked = held(cast, "A1", None, "已审核的")
    Activity.objects.filter(pk=locked.pk).update(state="reviewed", rank=2)
    foreign = held(cast, "B1", None, "西县的")
    ids = [str(row.pk) for row in (*rows, locked, foreign)]
    recorder = client_of(cast, "unit_chair", "A1")
    response = recorder.post("/activities/bulk/", {"step": "gather", "row": ids})
    page = text(recorder.get(response.url))
    assert "归入 3 场活动" in page and "西县的" not in page
    sent = {"row": ids[:3], "campaign": campaign.pk}
    page = text(recorder.post("/activities/gather/", sent, follow=True))
    assert "已将 2 场活动归入“安全生产月”" in page and "已审核的" in page
    assert set(campaign.activities.all()) == set(rows)
    page = text(recorder.post("/activities/gather/", {"row": ids, "campaign": campaign.pk}))
    assert "已填的内容都在" in page and "有 1 处要改" in text(
        recorder.post("/activities/gather/", {"row": ids[:2]})
    )
    assert set(campaign.activities.all()) == set(rows)
    recorder.post("/activities/gather/", {"row": ids[:1], "do": "out"})
    assert campaign.activities.get() == rows[1]


def test_a_correction_is_in_the_history(cast: Any) -> None:
    campaign = opened(cast)
    change_campaign(actor=cast.actor("city_office", "C"), campaign=campaign, name="安全月", ends_on=DAY)
    assert [event.name for event in campaign.events.all()] == ["安全生产月"]  # type: ignore[attr-defined]
    with pytest.raises(Denied):
        change_campaign(actor=cast.actor("county_reviewer", "A"), campaign=campaign, name="东县的")
