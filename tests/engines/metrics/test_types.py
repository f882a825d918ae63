"""Types of figures: each in its file, asked and never named; a ratio of sums on every engine and by loops."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import suzhi
from suzhi.engines.metrics.api import FIGURE_TYPES, lint_definition, type_of

SOURCE = Path(suzhi.__file__).parent
# Where a document's words become a type, the type is named because it is being made.
MAKERS = (
    "domains/plans/drafting/",
    "domains/reading/",
    "engines/metrics/types/",
    "domains/reports/document/",
)
RATIO = {
    "code": "above-scale-workers",
    "name": "规上企业职工占比",
    "unit": "%",
    "type": "ratio",
    "grain": "year",
    "commitment": "open",
    "counts": {"source": "unit_years", "where": {"above_scale": True}, "sum": "workers", "time": "in_year"},
    "per": {"source": "unit_years", "sum": "workers", "time": "in_year"},
}


def _named(path: Path) -> Iterator[int]:
    """Lines on which something called type is compared with the name of a type."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            words = {one.value for side in sides for one in ast.walk(side) if isinstance(one, ast.Constant)}
            names = {ast.unparse(side) for side in sides}
            if words & set(FIGURE_TYPES) and any(n.endswith(("['type']", ".type", "type_")) for n in names):
                yield node.lineno


def test_nobody_asks_for_a_type_by_its_name() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not str(path.relative_to(SOURCE)).startswith(MAKERS)
        for line in _named(path)
    ]
    assert found == []


def _row(numerator: int, denominator: int | None = None, least: int | None = None) -> Any:
    return SimpleNamespace(numerator=numerator, denominator=denominator, least=least, total=None)


@pytest.mark.parametrize(
    ("spec", "row", "value", "shape"),
    [
        ({"type": "count"}, _row(7), Fraction(7), "number"),
        ({"type": "cumulative"}, _row(7), Fraction(7), "number"),
        ({"type": "stock"}, _row(7), Fraction(7), "number"),
        ({"type": "each"}, _row(7), Fraction(7), "number"),
        ({"type": "each"}, _row(2, 8, 3), Fraction(1, 4), "spread"),
        ({"type": "coverage"}, _row(2, 8), Fraction(1, 4), "rate"),
        ({"type": "coverage"}, _row(0, 0), None, "rate"),
        ({"type": "density", "per": {"each": 10_000}}, _row(3, 20_000), Fraction(3, 2), "density"),
        ({"type": "ratio", "per": {}}, _row(3, 200), Fraction(3, 200), "rate"),
        ({"type": "ratio", "per": {}}, _row(3, 0), None, "rate"),
    ],
)
def test_a_value_is_read_exactly(spec: Any, row: Any, value: Any, shape: str) -> None:
    assert type_of(spec).read(spec, row) == value
    assert type_of(spec).shape(row) == shape


@pytest.mark.parametrize(
    ("code", "good", "bad"),
    [
        ("count", "20", "1/2"),
        ("coverage", "19/20", "21/20"),
        ("density", "5/2", "-1"),
        ("ratio", "3/200", "-3/200"),
        ("milestone", "1", "2"),
    ],
)
def test_what_fits_as_a_target(code: str, good: str, bad: str) -> None:
    assert FIGURE_TYPES[code].fits(Fraction(good))
    assert not FIGURE_TYPES[code].fits(Fraction(bad))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"target": "3/200"}, ""),
        ({"target": "3/200", "most": "1/40"}, ""),
        ({"target": "-1"}, "不合"),
        ({"target": "3/200", "most": "1/100"}, "上限小于下限"),
        ({"most": "1/100"}, "没有下限"),
        ({"target": "3/200", "most": "1/40", "comparison": "<="}, "写了上限"),
        ({"target": "3/200", "most": "many"}, "不是数"),
        ({"target": "3/200", "most": "1/40", "type": "each"}, "逐个考核"),
        ({"target": "3/200", "type": "count"}, "不小于 0 的整数"),
        ({"target": "3/200", "type": "count", "awaits": "funds"}, ""),
    ],
)
def test_a_target_that_its_type_cannot_have_is_a_fault(given: dict[str, str], told: str) -> None:
    found = [f"{one.message}{one.remedy}" for one in lint_definition(RATIO | given, {}) if one.place in given]
    assert any(told in line for line in found) if told else not found


def test_a_ratio_without_its_sums_is_a_fault() -> None:
    assert lint_definition(RATIO, {}) == []
    broken = RATIO | {"counts": {"source": "unit_years", "measure": "rows"}, "per": {"source": "unit_years"}}
    places = [problem.place for problem in lint_definition(broken, {})]
    assert "counts" in places and "per" in places


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [11, 12])
def test_a_ratio_of_sums_three_ways(seed: int) -> None:
    import ibis
    from django.db import connection

    from naive import Naive
    from suzhi.engines.metrics.expressions.figures import figures
    from suzhi.engines.metrics.expressions.world import World
    from suzhi.engines.metrics.freshness import dsn
    from suzhi.engines.metrics.mirror import Mirror
    from suzhi.engines.metrics.spec import parse
    from worlds import clear, enter, random_world

    clear()
    enter(random_world(seed))
    definition, world = parse(RATIO, {}), World(2016, 2020, 1)
    fields = "unit_id, year, numerator, denominator"
    mirror = Mirror(dsn())
    mirror.load()
    text = ibis.to_sql(figures(world, definition), dialect="duckdb")
    on_duckdb = set(mirror.db.execute(f"SELECT {fields} FROM ({text})").fetchall())
    mirror.close()
    text = ibis.to_sql(figures(replace(world, engine="postgres"), definition), dialect="postgres")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {fields} FROM ({text}) AS q")
        on_postgres = set(cursor.fetchall())
    naive = Naive(2016, 2020)
    by_loops = {
        (unit, year, *figure)
        for unit in naive.units
        for year in range(2016, 2021)
        if (figure := naive.figure(definition, unit, year)) is not None
    }
    assert on_duckdb == on_postgres == by_loops
    assert any(numerator for _unit, _year, numerator, _denominator in by_loops)
