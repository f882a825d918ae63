"""What is a number of a plan, and what would only keep the machine busy."""

from __future__ import annotations

from fractions import Fraction

import pytest

from suzhi.kernel.exact import parse_fraction


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("400", Fraction(400)),
        (" 0.92 ", Fraction(23, 25)),
        ("23/25", Fraction(23, 25)),
        ("-1.5", Fraction(-3, 2)),
        (0.00001, Fraction(1, 100_000)),
        (Fraction(2, 3), Fraction(2, 3)),
    ],
)
def test_numbers_are_read_exactly(text: object, value: Fraction) -> None:
    assert parse_fraction(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "1e999999999",
        "1e-999999999",
        "9" * 41,
        "1/" + "9" * 39,
        "1e40",
        "1/0",
        "1_000",
        "٣",
        "nan",
        "inf",
        None,
    ],
)
def test_the_rest_is_refused_at_once(text: object) -> None:
    with pytest.raises(ValueError):
        parse_fraction(text)
