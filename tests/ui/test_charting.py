"""Where a chart's marks stand: a round scale that holds every value, gaps that stay gaps."""

from __future__ import annotations

from fractions import Fraction

import pytest

from suzhi.ui.components.charting import Frame, plot, spacing
from suzhi.ui.components.parts import Series

YEARS = ("2016", "2017", "2018")


@pytest.mark.parametrize(
    ("span", "step"),
    [(0, 1), (1, Fraction(1, 5)), (4, 1), (5, 1), (6, 2), (100, 20), (120, 25), (200_000, 50_000)],
)
def test_the_scale_is_round(span: int, step: Fraction) -> None:
    assert spacing(Fraction(span)) == step


@pytest.mark.parametrize("values", [[], [0], [7], [-3, 4], [Fraction(1, 3)], [98, 100], [223_869, 1_427]])
def test_every_value_and_nought_lie_on_the_scale(values: list[Fraction]) -> None:
    frame = Frame(3, [Fraction(value) for value in values])
    assert all(frame.low <= Fraction(value) <= frame.high for value in [*values, 0])
    assert len(frame.levels()) <= 8
    assert all(0 < float(y[:-1]) < 100 for y, _level in frame.levels())


def test_a_gap_is_not_bridged() -> None:
    drawn = plot(YEARS, [Series(name="甲", values=(1, None, 3))], False, "", str)
    assert drawn.curves[0].segments == ()
    assert [mark.told for mark in drawn.curves[0].marks] == ["2016 甲 1", "2018 甲 3"]
    whole = plot(YEARS, [Series(name="甲", values=(1, 2, 3))], False, "", str)
    assert len(whole.curves[0].segments) == 2


def test_more_stands_higher_and_later_stands_further_right() -> None:
    first, second = plot(YEARS[:2], [Series(name="甲", values=(1, 3))], False, "", str).curves[0].marks
    assert float(first.y[:-1]) > float(second.y[:-1])
    assert float(first.x[:-1]) < float(second.x[:-1])


def test_bars_stand_on_nought_and_a_target_beside_them_is_a_line() -> None:
    series = [
        Series(name="甲", values=(2, -1, None)),
        Series(name="目标", values=(None, 2, None), role="target"),
    ]
    bars, target = plot(YEARS, series, True, "", str).curves
    ground = Frame(3, [Fraction(2), Fraction(-1)]).height(0)
    up, down = bars.bars
    assert abs(float(up[1][:-1]) + float(up[3][:-1]) - float(ground)) < 0.02
    assert abs(float(down[1][:-1]) - float(ground)) < 0.02
    assert (target.bars, target.marks, len(target.segments)) == ((), (), 1)


def test_the_deadline_stands_at_its_year_or_nowhere() -> None:
    series = [Series(name="甲", values=(1, 2, 3))]
    assert (
        plot(YEARS, series, False, "2018", str).deadline == plot(YEARS, series, False, "", str).places[2][0]
    )
    assert plot(YEARS, series, False, "2030", str).deadline == ""
