"""How participants did: one corrected, a whole roster entered as a grid, two people at one roster."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from filled import filled
from suzhi.domains.activities.api import (
    Activity,
    Participation,
    change_participant,
    record_activity,
    record_results,
    remove_participants,
)
from suzhi.engines.access.api import system_actor
from suzhi.engines.audit.api import Act
from suzhi.engines.people.api import register_person
from suzhi.engines.workflow.api import Doubt
from suzhi.kernel.errors import Denied, Refusal

SYSTEM = system_actor()


def client_of(cast: Any, role: str, unit: str) -> Client:
    client = Client()
    client.force_login(
        cast.account(role, unit), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def text(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def contest(cast: Any) -> Activity:
    people = [
        register_person(actor=SYSTEM, unit=cast.units["A1"], name=name) for name in ("周一", "吴二", "郑三")
    ]
    return record_activity(
        actor=SYSTEM, unit=cast.units["A1"], kind="skills-contest", name="技能比赛",
        starts_on=date(2017, 6, 30), people=people, confirm=True,
    )  # fmt: skip


def row(contest: Activity, name: str) -> Participation:
    return contest.participations.get(person__name=name)


def sent(page: str, **typed: str) -> dict[str, str]:
    """The grid as a browser sends it back, with what was typed into some of its fields."""
    inputs = re.findall(r"<input[^>]*>", page.partition("data-grid")[2].partition("</table>")[0])
    found = {}
    for one in inputs:
        name, value = re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)
        if name:
            found[name.group(1)] = value.group(1) if value else ""
    assert set(typed) <= set(found)
    return found | typed


def test_one_participant_is_corrected_and_what_was_is_kept(cast: Any, contest: Activity) -> None:
    who = row(contest, "周一")
    chair = client_of(cast, "unit_chair", "A1")
    assert f"/activities/{contest.pk}/people/{who.person_id}/" in text(
        chair.get(f"/activities/{contest.pk}/")
    )
    path = f"/activities/{contest.pk}/people/{who.person_id}/"
    assert 'name="hours"' not in text(chair.get(path)), "a contest asks no hours"
    assert (
        chair.post(path, filled(chair, path, role="选手", score="88.5", result="二等奖")).status_code == 302
    )
    chair.post(path, filled(chair, path, role="选手", score="98.5", result="一等奖"))
    who.refresh_from_db()
    assert (who.role, who.score, who.result) == ("选手", Decimal("98.50"), "一等奖")
    page = text(chair.get(path))
    assert "<del>88.5</del>" in page and "<ins>98.5</ins>" in page and "基层工会主席A1" in page


def test_the_whole_roster_is_entered_at_once(cast: Any, contest: Activity) -> None:
    chair = client_of(cast, "unit_chair", "A1")
    path = f"/activities/{contest.pk}/results/"
    one, two = row(contest, "周一"), row(contest, "吴二")
    data = sent(
        text(chair.get(path)),
        **{f"score-{one.pk}": "91", f"score-{two.pk}": "77.5", f"result-{one.pk}": "一等奖"},
    )
    page = text(chair.post(path, data, follow=True))
    assert "已保存 2 人的成绩和结果" in page and 'value="77.5"' in page
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.score, one.result, two.score, two.result) == (Decimal(91), "一等奖", Decimal("77.5"), "")
    act = Act.objects.get(verb="activities.record_results")
    assert act.detail == {"people": 2, "fields": ["result", "score"]}
    # Nothing typed: nothing written, no act.
    assert "没有改动" in text(chair.post(path, sent(text(chair.get(path))), follow=True))
    assert Act.objects.filter(verb="activities.record_results").count() == 1


@pytest.mark.parametrize("typed", ["九十", "1234567", "1.234"])
def test_a_wrong_cell_is_named_and_nothing_is_saved(cast: Any, contest: Activity, typed: str) -> None:
    chair = client_of(cast, "unit_chair", "A1")
    path = f"/activities/{contest.pk}/results/"
    one, two = row(contest, "周一"), row(contest, "吴二")
    data = sent(text(chair.get(path)), **{f"score-{one.pk}": typed, f"score-{two.pk}": "77"})
    page = text(chair.post(path, data))
    assert "周一 成绩" in page and f'value="{typed}"' in page and 'value="77"' in page
    two.refresh_from_db()
    assert two.score is None


def test_two_at_one_roster_meet_only_in_the_same_cell(cast: Any, contest: Activity) -> None:
    chair, county = client_of(cast, "unit_chair", "A1"), client_of(cast, "county_reviewer", "A")
    path = f"/activities/{contest.pk}/results/"
    one, two, three = (row(contest, name) for name in ("周一", "吴二", "郑三"))
    first, second = text(chair.get(path)), text(county.get(path))
    chair.post(path, sent(first, **{f"score-{one.pk}": "91", f"score-{two.pk}": "80"}))
    # Another person's line, and the same value in the same cell: nothing to ask.
    assert (
        county.post(path, sent(second, **{f"score-{three.pk}": "70", f"score-{two.pk}": "80"})).status_code
        == 302
    )
    typed = sent(second, **{f"score-{one.pk}": "19"})
    page = text(county.post(path, typed))
    assert "周一 “成绩”由“–”改为“91”" in page and "基层工会主席A1在" in page and 'value="19"' in page
    one.refresh_from_db()
    assert one.score == 91
    code = re.search(r'name="acknowledged" value="([^"]*)"', page)
    assert code and county.post(path, typed | {"acknowledged": code.group(1)}).status_code == 302
    one.refresh_from_db()
    two.refresh_from_db()
    three.refresh_from_db()
    assert [one.score, two.score, three.score] == [19, 80, 70]


def test_what_was_meant_covers_no_later_change(contest: Activity) -> None:
    one = row(contest, "周一")
    given: dict[str, Any] = {
        "actor": SYSTEM,
        "activity": contest,
        "changes": {one.pk: {"score": Decimal(19)}},
    }
    given["seen"] = {one.pk: {"score": None}}
    change_participant(actor=SYSTEM, participation=one, score=Decimal(91))
    with pytest.raises(Doubt) as doubt:
        record_results(**given)
    change_participant(actor=SYSTEM, participation=one, score=Decimal(92))
    with pytest.raises(Doubt):
        record_results(**given, acknowledged=[doubt.value.code])


def test_the_grid_asks_what_the_kind_asks(cast: Any) -> None:
    person = register_person(actor=SYSTEM, unit=cast.units["A1"], name="周一")
    training = record_activity(
        actor=SYSTEM, unit=cast.units["A1"], kind="skills-training", name="培训",
        starts_on=date(2017, 6, 30), people=[person], hours=Decimal(8),
    )  # fmt: skip
    page = text(client_of(cast, "unit_chair", "A1").get(f"/activities/{training.pk}/results/"))
    key = training.participations.get().pk
    assert f'name="hours-{key}"' in page and f'name="result-{key}"' in page and "score-" not in page
    assert 'value="8"' in page


def test_fifty_a_page_and_on_to_the_next(cast: Any, contest: Activity) -> None:
    people = [register_person(actor=SYSTEM, unit=cast.units["A1"], name=f"王{at:02}") for at in range(55)]
    Participation.objects.bulk_create([Participation(activity=contest, person=one) for one in people])
    chair = client_of(cast, "unit_chair", "A1")
    path = f"/activities/{contest.pk}/results/"
    page = text(chair.get(path))
    assert page.count('<th scope="row">') == 50 and "保存，看下一页" in page
    answer = chair.post(path, sent(page) | {"do": "next"})
    assert answer.url == f"{path}?page=2"
    assert text(chair.get(answer.url)).count('<th scope="row">') == 8


def test_who_may_not_correct_is_refused(cast: Any, contest: Activity) -> None:
    one = row(contest, "周一")
    page = text(client_of(cast, "recorder", "A1").get(f"/activities/{contest.pk}/results/"))
    assert 'aria-disabled="true"' in page.partition("data-grid")[2]
    with pytest.raises(Denied):
        record_results(
            actor=cast.actor("recorder", "A1"), activity=contest, changes={one.pk: {"score": Decimal(1)}}
        )
    for path in (f"/activities/{contest.pk}/results/", f"/activities/{contest.pk}/people/{one.person_id}/"):
        assert client_of(cast, "unit_chair", "B1").get(path).status_code == 404
        assert client_of(cast, "leader", "C").get(path).status_code == 404
    Activity.objects.filter(pk=contest.pk).update(state="reviewed", rank=2)
    with pytest.raises(Refusal) as refused:
        record_results(actor=SYSTEM, activity=contest, changes={one.pk: {"score": Decimal(1)}})
    assert refused.value.code == "workflow.locked"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"score": Decimal(100_000)}, "activities.score"),
        ({"hours": Decimal(-1)}, "activities.hours"),
        ({"result": "长" * 41}, "activities.result"),
    ],
)
def test_what_cannot_be_is_refused(contest: Activity, facts: dict[str, Any], code: str) -> None:
    one = row(contest, "周一")
    for attempt in (
        lambda: change_participant(actor=SYSTEM, participation=one, **facts),
        lambda: record_results(actor=SYSTEM, activity=contest, changes={one.pk: facts}),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.code == code


def test_who_left_the_roster_meanwhile_is_passed_over(contest: Activity) -> None:
    one, two = row(contest, "周一"), row(contest, "吴二")
    remove_participants(actor=SYSTEM, activity=contest, people=[one.person])
    changes = {one.pk: {"score": Decimal(1)}, two.pk: {"score": Decimal(2)}}
    record_results(actor=SYSTEM, activity=contest, changes=changes)
    two.refresh_from_db()
    assert two.score == 2 and contest.participations.count() == 2
