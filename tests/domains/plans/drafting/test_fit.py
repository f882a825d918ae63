"""Which figure can answer which goal."""

from __future__ import annotations

import pytest

from suzhi.domains.plans.drafting.fit import misfit, sort_of
from suzhi.domains.plans.drafting.matching import ranked
from suzhi.domains.plans.drafting.target import TargetDraft
from suzhi.domains.plans.drafting.templates import templates


def goal(quote: str, value: str, unit: str, rate: bool = False) -> TargetDraft:
    return TargetDraft("target", "1.1", quote, 0, 1, value=value, unit=unit, rate=rate, measure=quote)


@pytest.mark.parametrize(
    ("unit", "rate", "code", "fits"),
    [
        ("次", False, "competed-200k", False),
        ("次", False, "skills-contests", True),
        ("场", False, "skills-contests", True),
        ("人", False, "competed-200k", True),
        ("人次", False, "law-talks", False),
        ("%", True, "skills-contests", False),
        ("%", True, "above-scale-participation", True),
        ("个", False, "stations-poverty-counties", True),
        ("人次", False, "above-scale-participation", False),
        ("元", False, "book-houses-each-county", False),
        ("", False, "competed-200k", True),
    ],
)
def test_events_people_things_and_shares_are_kept_apart(unit: str, rate: bool, code: str, fits: bool) -> None:
    assert (misfit(goal("每年举办比赛", "2", unit, rate), templates()[code]) is None) is fits


def test_a_contest_held_twice_is_offered_contests_and_not_participations() -> None:
    offered = ranked(goal("每年举办市级职工技能比赛", "2", "次"), templates().values())
    codes = [template.code for template, _score in offered]
    assert "competed-200k" not in codes and "skills-contests" in codes


def test_the_reason_names_both_units() -> None:
    refusal = misfit(goal("技能比赛", "2", "次"), templates()["competed-200k"])
    assert refusal and "“次”" in refusal.message and "“人次”" in refusal.message


def test_what_a_goal_keeps_comes_back_unchanged() -> None:
    one = goal("每年举办比赛", "2", "次")
    assert TargetDraft.of(one.as_dict()) == one
    assert sort_of("人/万名职工") == "people" and sort_of("%") is None
