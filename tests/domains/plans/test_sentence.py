"""The sentence that says where a figure stands."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from suzhi.domains.plans.judging import Goal
from suzhi.domains.plans.sentence import Standing, reached_on, sentence, short_of

PLAN = Goal(Fraction(400), ">=", date(2016, 1, 1), date(2020, 12, 31))
RATE = Goal(Fraction(9, 10), ">=", date(2016, 1, 1), date(2020, 12, 31))
YEAR = Goal(Fraction(2), ">=", date(2018, 1, 1), date(2018, 12, 31))
END_2018 = date(2018, 12, 31)


def talks(value: int | None, day: date = END_2018, goal: Goal | None = PLAN) -> Standing:
    number = None if value is None else Fraction(value)
    return Standing(number, goal, day, unit="场", runs=True)


def share(numerator: int, denominator: int, day: date = END_2018) -> Standing:
    value = Fraction(numerator, denominator)
    return Standing(value, RATE, day, unit="家", shape="rate", numerator=numerator, denominator=denominator)


def test_behind_names_the_pace_the_gap_and_the_forecast() -> None:
    told = "到 2020 年底应达 400 场，按进度现应达 240 场，现 221 场，差 19 场，按现速 2021 年 6 月达成。"
    assert sentence(talks(221)) == told


def test_on_pace_and_met() -> None:
    assert "在进度上，按现速可按期达成" in sentence(talks(260))
    assert sentence(talks(400)) == "到 2020 年底应达 400 场，现 400 场，已达成。"


def test_missed_after_the_due_day() -> None:
    assert (
        sentence(talks(390, date(2020, 12, 31))) == "到 2020 年底应达 400 场，现 390 场，差 10 场，未达成。"
    )


def test_nothing_recorded_is_said_and_never_zero() -> None:
    assert sentence(talks(None)) == "还没有记录，不作 0 计。"
    assert "尚未启用" in sentence(Standing(None, None, END_2018, awaits=True))


def test_without_a_target() -> None:
    assert sentence(talks(35, goal=None)) == "现 35 场。本单位没有目标数。"


def test_a_share_brings_its_parts_and_the_members_still_missing() -> None:
    told = sentence(share(26, 33))
    assert "78.79%（26/33）" in told
    assert short_of(share(26, 33)) == 4  # 30/33 is the first share at or above nine tenths
    assert short_of(share(27, 30)) is None


def test_a_share_just_below_the_line_is_not_printed_on_it() -> None:
    assert "89.99%" in sentence(share(22499, 25000, date(2020, 12, 31)))


def test_a_target_for_each_child() -> None:
    met = Standing(
        Fraction(9, 11), Goal(Fraction(1), ">=", date(2018, 1, 1), END_2018), END_2018,
        unit="个", shape="spread", numerator=9, denominator=11, each=Fraction(20), least=17,
    )  # fmt: skip
    assert sentence(met) == "每个下级单位应达 20 个，11 个中有 9 个达到，最少的 17 个。"


@pytest.mark.parametrize(
    ("value", "day", "reached"),
    [
        (200, date(2018, 6, 30), date(2020, 12, 28)),
        (0, date(2018, 6, 30), None),
        (1, date(2018, 6, 30), None),
    ],
)
def test_forecast(value: int, day: date, reached: date | None) -> None:
    assert reached_on(talks(value, day)) == reached


LIMIT = Goal(Fraction(5), "<=", date(2018, 1, 1), date(2018, 6, 30))
BAND = Goal(Fraction(3, 200), ">=", date(2018, 1, 1), END_2018, most=Fraction(1, 40))


@pytest.mark.parametrize(
    ("value", "day", "told"),
    [
        (5, date(2018, 6, 1), "到 2018 年 6 月应不超过 5 场，现 5 场，已达成。"),
        (7, date(2018, 6, 1), "到 2018 年 6 月应不超过 5 场，现 7 场，超出 2 场。"),
        (7, date(2018, 6, 30), "到 2018 年 6 月应不超过 5 场，现 7 场，超出 2 场，未达成。"),
    ],
)
def test_an_upper_limit_says_so_and_what_is_too_much(value: int, day: date, told: str) -> None:
    assert sentence(talks(value, day, LIMIT)) == told


def test_a_band_names_both_ends_and_a_hair_too_much_is_not_nothing() -> None:
    found = Fraction(250_001, 10_000_000)
    over = Standing(found, BAND, END_2018, shape="rate", numerator=250_001, denominator=10_000_000)
    told = sentence(over)
    assert told.startswith("到 2018 年底应在 1.50% 至 2.50% 之间，现 ")
    assert told.endswith("超出 0.01 个百分点，未达成。") and "按进度" not in told


def test_within_a_year() -> None:
    assert "差 1 场" in sentence(talks(0, date(2018, 6, 30), YEAR))
