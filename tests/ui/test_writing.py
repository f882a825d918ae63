"""How figures, days and counted words are written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.template import Context, Template

from suzhi.ui.components import drawing, writing


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2870, "2,870"),
        (Fraction(386, 100), "3.86"),
        (None, "–"),
        (0, "0"),
        ("92.00%", "92.00%"),
        ("1284", "1,284"),
    ],
)
def test_numbers(value: object, shown: str) -> None:
    assert writing.plain(value) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "line", "shown"),
    [
        (Fraction(230, 250), None, "92.00%"),
        (Fraction(89996, 100000), Fraction(9, 10), "89.99%"),
        (Fraction(899999, 1000000), "0.9", "89.99%"),
        (Fraction(9, 10), Fraction(9, 10), "90.00%"),
        (None, None, "–"),
        (0, None, "0.00%"),
    ],
)
def test_percent_never_crosses_its_line(value: Fraction | None, line: Fraction | None, shown: str) -> None:
    assert writing.percent(value, line) == shown


def test_a_share_without_denominator_is_no_nought() -> None:
    assert writing.share(230, 250) == "92.00%（230/250）"
    assert writing.share(0, 0) == "–"
    assert writing.share(0, None) == "–"


def test_days_are_days_in_beijing() -> None:
    assert writing.day(date(2017, 6, 30)) == "2017年6月30日"
    late = datetime(2017, 6, 30, 17, 5, tzinfo=UTC)
    assert writing.moment(late) == "2017年7月1日 01:05"
    assert writing.day(None) == "–"


def test_counted_words() -> None:
    filters = ("n|people", "n|visits", "n|events", "n|total", "n|total:'人'", "d|per10k")
    source = "{% load figures %}" + ",".join(f"{{{{ {one} }}}}" for one in filters)
    written = Template(source).render(Context({"n": 1284, "d": Fraction(386, 100)}))
    assert written == "1,284 人,1,284 人次,1,284 场次,共 1,284 条,共 1,284 人,3.86 人/万人"


def test_a_small_line_breaks_at_gaps_and_stands_on_nought() -> None:
    line = drawing.line((0, 10, None, 5), 10)
    assert line.runs == ("3.0,21.0 33.0,3.0",)
    assert line.dots == (("93.0", "12.0"),)
    assert line.target == "3.0"
    assert drawing.line((None,), 3) == drawing.Line()


def test_portions_are_held_between_nought_and_all() -> None:
    assert drawing.portion(300, 200) == "100.0"
    assert drawing.portion(-1, 200) == "0.0"
    assert drawing.portion(1, 0) == "0"
