"""What an address asks for is read by one parser, and what is no number is none."""

from __future__ import annotations

from datetime import date

import pytest

from suzhi.kernel.asked import (
    LARGEST_ID,
    parse_asked_day,
    parse_id,
    parse_ids,
    parse_page,
    parse_year,
    whole_number,
)
from suzhi.kernel.dates import EVER, FOREVER, day_after, parse_day

NO_NUMBERS = ["", "²", "…", "٣٤", "３", "-1", "1.0", "1e3", "0x1", "9" * 50, "9" * 5000, "1\x00", "一", None]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_none(text: str | None) -> None:
    assert parse_id(text) is None
    assert parse_year(text) is None
    assert whole_number(text) is None
    assert parse_page(text) == 1
    assert parse_asked_day(text) is None


def test_ids_end_where_the_column_ends() -> None:
    assert parse_id(str(LARGEST_ID)) == LARGEST_ID
    assert parse_id(str(LARGEST_ID + 1)) is None
    assert parse_id("0") is None
    assert parse_ids(["7", "²", "7", "3"]) == [7, 3]


def test_years_and_pages_are_those_that_can_be() -> None:
    assert parse_year("2016") == 2016
    assert [parse_year(text) for text in ("1899", "2101", "201", "02016")] == [None] * 4
    assert (parse_page("12"), parse_page("0"), parse_page("1000000")) == (12, 1, 1)


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2101-01-01", "9999-12-31", "٢٠١٧-٠٦-٣٠"])
def test_a_day_out_of_all_bounds_is_no_day(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        parse_day(text)


def test_the_days_at_the_bounds_are_days() -> None:
    assert parse_day("1900-01-01") == date(1900, 1, 1)
    assert parse_day("2100年12月31日") == date(2100, 12, 31)


def test_no_sum_of_days_leaves_the_calendar() -> None:
    assert day_after(date(2016, 2, 28)) == date(2016, 2, 29)
    assert day_after(date(2016, 3, 1), -1) == date(2016, 2, 29)
    assert (day_after(FOREVER), day_after(EVER, -1)) == (FOREVER, EVER)
    assert (day_after(EVER), day_after(FOREVER, -1)) == (date(1, 1, 2), date(9999, 12, 30))
    assert (day_after(date(2016, 1, 1), 10**7), day_after(date(2016, 1, 1), -(10**6))) == (FOREVER, EVER)
