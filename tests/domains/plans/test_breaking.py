"""Dividing a target: exact, complete, the same every time."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from suzhi.domains.plans.breaking import divide, weighted


@given(st.integers(0, 10**6), st.dictionaries(st.integers(), st.integers(0, 10**5), min_size=1, max_size=30))
def test_parts_are_whole_and_add_up(whole: int, weights: dict[int, int]) -> None:
    parts = divide(Fraction(whole), weights)
    assert sum(parts.values()) == whole
    assert all(part.denominator == 1 and part >= 0 for part in parts.values())


@given(st.integers(1, 1000), st.dictionaries(st.integers(), st.integers(1, 100), min_size=2, max_size=10))
def test_no_part_is_a_whole_one_away_from_its_share(whole: int, weights: dict[int, int]) -> None:
    total = sum(weights.values())
    for key, part in divide(Fraction(whole), weights).items():
        assert abs(part - Fraction(whole * weights[key], total)) < 1


def test_the_rest_goes_to_the_largest_remainders() -> None:
    assert divide(Fraction(10), {1: 1, 2: 1, 3: 1}) == {1: 4, 2: 3, 3: 3}
    assert divide(Fraction(400), {1: 3, 2: 1}) == {1: 300, 2: 100}


def test_without_weights_it_is_even() -> None:
    assert divide(Fraction(6), {1: 0, 2: 0}) == {1: 3, 2: 3}
    assert divide(Fraction(6), {}) == {}


def test_shares_are_weighted_by_their_populations() -> None:
    assert weighted({1: Fraction(1), 2: Fraction(1, 2)}, {1: 10, 2: 30}) == Fraction(5, 8)
    assert weighted({1: Fraction(1)}, {}) is None
