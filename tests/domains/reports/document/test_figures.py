"""How figures are written."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.reports.document.city import counted, covered, material
from suzhi.domains.reports.document.content import Figure
from suzhi.domains.reports.document.figures import FORMS, parse_tag, render, tag_of
from suzhi.domains.reports.document.sentences import sentence

FIGURES = {figure.value_id: figure for task in material().tasks for figure in task.figures}


@pytest.mark.parametrize(
    ("value_id", "form", "text"),
    [
        ("V1", "full", "92.00%（230/250）"),
        ("V1", "percent", "92.00%"),
        ("V1", "ratio", "230/250"),
        ("V1", "target", "92%"),
        ("V1", "due", "2017年12月31日"),
        ("V1", "state", "达成"),
        ("V1", "gap", "—"),
        ("V1", "chart", "92.00"),
        ("V2", "full", "2,870 / 3,000 场次"),
        ("V2", "valued", "2,870 场次"),
        ("V2", "gap", "130 场次"),
        ("V2", "attainment", "95.67%"),
        ("V2", "chart", "2870"),
        ("V3", "full", "3.86 人/万人"),
        ("V3", "chart-target", "4"),
        ("V4", "full", "11个单位中10个达到，最少 19 个"),
        ("V4", "plain", "10/11"),
        ("V4", "target", "每单位 20 个"),
        ("V4", "gap", "1 个单位"),
        ("V4", "chart", "10"),
        ("V4", "chart-target", "11"),
        ("V4", "attainment", "90.91%"),
        ("V5", "people", "41,007 人"),
        ("V5", "visits", "83,120 人次"),
        ("V6", "full", "2017年6月30日"),
        ("V7", "full", "暂无记录"),
        ("V7", "chart", ""),
    ],
)
def test_forms(value_id: str, form: str, text: str) -> None:
    assert render(FIGURES[value_id], form) == text


LIMIT = replace(counted(value=Fraction(7), target=Fraction(5)), comparison="<=", state="missed")
BAND = replace(
    covered(numerator=26, denominator=1000), target=Fraction(3, 200), most=Fraction(1, 40), state="missed"
)


@pytest.mark.parametrize(
    ("figure", "form", "text"),
    [
        (LIMIT, "target", "不超过 5 场次"),
        (LIMIT, "gap", "超出 2 场次"),
        (LIMIT, "attainment", "—"),
        (replace(LIMIT, value=Fraction(4), state="met"), "gap", "—"),
        (BAND, "target", "1.5% 至 2.5%"),
        (BAND, "gap", "超出 0.10 个百分点"),
    ],
)
def test_what_binds_from_above(figure: Figure, form: str, text: str) -> None:
    assert render(figure, form) == text


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (LIMIT, "应不超过 5 场次，期限2020年12月31日，未达成，超出 2 场次。"),
        (BAND, "力争在 1.5% 至 2.5%，期限2017年12月31日，未达成，超出 0.10 个百分点。"),
    ],
)
def test_the_sentence_of_what_binds_from_above(figure: Figure, told: str) -> None:
    parts = [part if isinstance(part, str) else render(part.figure, part.form) for part in sentence(figure)]
    assert "".join(parts).endswith(told)


def test_a_rounded_rate_never_crosses_the_pass_line() -> None:
    below = covered(numerator=22_999, denominator=25_000)
    assert render(below, "percent") == "91.99%"
    assert (
        render(
            replace(below, numerator=919_999, denominator=1_000_000, value=Fraction(919_999, 1_000_000)),
            "percent",
        )
        == "91.99%"
    )
    assert render(covered(numerator=230, denominator=251), "percent") == "91.63%"


def test_a_shortfall_is_never_rounded_to_nothing() -> None:
    figure = replace(covered(), value=Fraction(919_999, 1_000_000), state="behind")
    assert render(figure, "gap") == "0.01 个百分点"


def test_what_would_close_the_gap_is_counted_on_the_exact_line() -> None:
    assert render(covered(numerator=229, denominator=250), "lacking") == "1"
    assert render(covered(numerator=230, denominator=251), "lacking") == "1"
    assert render(covered(numerator=10, denominator=11), "lacking") == "1"


def test_no_records_is_never_zero() -> None:
    figure = counted(value=None)
    assert {render(figure, form) for form in ("full", "plain", "valued", "attainment")} == {"暂无记录"}
    assert "0" not in render(covered(numerator=0, denominator=0, state="no_records"), "full")


def test_an_unknown_form_is_an_error() -> None:
    with pytest.raises(KeyError):
        render(covered(), "poem")


@pytest.mark.parametrize("value_id", ["", "a b", "x:y", "长" * 3, "a" * 41])
def test_ids_that_a_tag_cannot_carry_are_refused(value_id: str) -> None:
    with pytest.raises(ValueError, match="value id"):
        covered(value_id)


def test_every_tag_fits_a_word_document() -> None:
    longest = max(len(tag_of(covered("a" * 40), form, 999)) for form in FORMS if not form.startswith("chart"))
    assert longest <= 64


def test_foreign_tags_are_nobody() -> None:
    assert parse_tag("suzhi:V1:full:2") == ("V1", "full")
    assert parse_tag("suzhi:V1:poem") is None
    assert parse_tag("author") is None


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 10**4))
def test_pass_and_print_agree(numerator: int, denominator: int, line: int) -> None:
    value, target = Fraction(numerator, denominator), Fraction(line, 10_000)
    figure = Figure("V", "c", "n", "", "rate", "%", numerator, denominator, value, target, state="behind")
    printed = Fraction(render(figure, "percent").rstrip("%")) / 100
    assert (printed >= target) == (value >= target)
