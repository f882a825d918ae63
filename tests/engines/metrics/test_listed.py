"""The records behind a figure stand in one order, whichever way they are found, and pages neither miss nor repeat."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def figures() -> list[Any]:
    """The stored figures of a crowded small world that list more than one record."""
    from suzhi.engines.metrics.api import Value, ensure_fresh
    from worlds import clear, enter, load_plan

    clear()
    enter(_crowded())
    load_plan()
    ensure_fresh()
    rows = Value.objects.select_related("definition").order_by("definition_id", "unit_id", "year")
    return [row for row in rows if row.numerator > 1 and "counts" in row.definition.spec]


def _crowded() -> dict[str, Any]:
    """A random world with enough people, and each of its activities on several days."""
    from worlds import random_world

    worlds = (random_world(seed) for seed in range(1000))
    world = next(one for one in worlds if len(one["people"]) > 5 and len(one["activities"]) > 10)
    world["activities"] = [
        {**activity, "day": activity["day"] + timedelta(7 * number % 21)}
        for number in range(5)
        for activity in world["activities"]
    ]
    return world


def _all(row: Any) -> list[Any]:
    from suzhi.engines.metrics.api import explain

    return explain(row.definition, row.unit_id, row.year, limit=0)


def _number(record: Any) -> int:
    """A head-count is listed by its activity, with the negative of its number (activities/sources.py)."""
    return -record.id if record.type == "activity" else record.id


def test_the_newest_day_comes_first(figures: list[Any]) -> None:
    assert figures
    for row in figures:
        listed = _all(row)
        by_day = sorted(listed, key=lambda one: -one.day.toordinal())
        assert [one.day for one in listed] == [one.day for one in by_day]
        for one, other in itertools.pairwise(listed):
            if one.day == other.day and one.type == other.type == "participation":
                assert _number(one) < _number(other)


def test_pages_put_together_are_the_whole(figures: list[Any]) -> None:
    from suzhi.engines.metrics.api import explain

    for row in figures:
        listed = _all(row)
        pages = [
            explain(row.definition, row.unit_id, row.year, limit=2, offset=at)
            for at in range(0, len(listed), 2)
        ]
        assert [record for page in pages for record in page] == listed, row.definition.code


def test_a_large_unit_lists_as_a_small_one(figures: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from suzhi.engines.metrics import listed as module
    from suzhi.engines.metrics.api import explain

    named = {row.pk: _all(row) for row in figures}
    monkeypatch.setattr(module, "SMALL_UNITS", 0)
    for row in figures:
        assert _all(row) == named[row.pk], row.definition.code
        assert explain(row.definition, row.unit_id, row.year, limit=3) == named[row.pk][:3], (
            row.definition.code
        )


@pytest.mark.parametrize("most", [0, 400], ids=["large", "small"])
def test_leafing_on_and_back_from_a_row_is_the_whole(
    figures: list[Any], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    from suzhi.engines.metrics import listed as module
    from suzhi.engines.metrics.api import Anchor, explain

    monkeypatch.setattr(module, "SMALL_UNITS", most)

    def page(row: Any, one: Any, onward: bool) -> list[Any]:
        anchor = Anchor(one.day, one.row, onward)
        return explain(row.definition, row.unit_id, row.year, limit=3, anchor=anchor)

    for row in figures:
        whole = _all(row)
        for at, one in enumerate(whole):
            assert page(row, one, True) == whole[at + 1 : at + 4], row.definition.code
            assert page(row, one, False) == whole[max(0, at - 3) : at], row.definition.code
