"""DuckDB, PostgreSQL, hand-written SQL and plain loops agree to the digit on random small worlds."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db(transaction=True)


def _on_postgres(job: Any) -> dict[tuple[int, int], tuple[int, int | None]]:
    import ibis
    from django.db import connection

    from suzhi.engines.metrics.expressions.figures import figures

    world = replace(job.world, engine="postgres")
    query = ibis.to_sql(figures(world, job.definition), dialect="postgres").replace("%", "%%")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT unit_id, year, numerator, denominator FROM ({query}) AS q", [])
        return {(r[0], r[1]): (r[2], r[3]) for r in cursor.fetchall()}


def _stored(job: Any) -> dict[tuple[int, int], tuple[int, int | None]]:
    from suzhi.engines.metrics.api import Value

    rows = Value.objects.filter(definition=job.row).values_list("unit_id", "year", "numerator", "denominator")
    return {(u, y): (n, d) for u, y, n, d in rows}


def _by_loops(naive: Any, job: Any) -> dict[tuple[int, int], tuple[int, int | None]]:
    found = {}
    for unit in naive.units:
        for year in range(naive.first, naive.last + 1):
            figure = naive.figure(job.definition, unit, year)
            if figure is not None:
                found[unit, year] = figure
    return found


# A failing seed says enough; shrinking worlds that live in a database takes minutes.
_ASIS = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.generate),
}


@settings(max_examples=5, **_ASIS)
@given(seed=st.integers(0, 10**9))
def test_every_way_of_counting_gives_the_same_digit(seed: int) -> None:
    from naive import Naive
    from suzhi.engines.metrics.api import ensure_fresh
    from suzhi.engines.metrics.compute import jobs
    from worlds import clear, enter, load_plan, random_world

    clear()
    world = random_world(seed)
    enter(world)
    plan = load_plan()
    ensure_fresh()
    naive = Naive(plan.start_year, plan.end_year)
    for job in jobs(plan.catalogue):
        stored = _stored(job)
        assert stored == _by_loops(naive, job), job.row.code
        assert stored == _on_postgres(job), job.row.code


@settings(max_examples=3, **_ASIS)
@given(seed=st.integers(0, 10**9))
def test_hand_written_sql_agrees(seed: int) -> None:
    from suzhi.engines.metrics.api import dsn, ensure_fresh
    from suzhi.engines.metrics.compute import jobs
    from suzhi.workbench.bench import reference
    from worlds import clear, enter, load_plan, random_world

    clear()
    enter(random_world(seed))
    plan = load_plan()
    ensure_fresh()
    db = reference.extract(dsn())
    reference.compute(db)
    for job in jobs(plan.catalogue):
        query = f"SELECT unit_id, year, numerator, denominator FROM {reference.table_of(job.row.code)}"
        by_hand = {
            (u, y): (int(n), None if d is None else int(d)) for u, y, n, d in db.execute(query).fetchall()
        }
        assert _stored(job) == by_hand, job.row.code


def test_the_order_of_insertion_is_of_no_account() -> None:
    from suzhi.engines.metrics.api import ensure_fresh
    from worlds import clear, enter, load_plan, random_world

    results = []
    for shuffle in (0, 1):
        clear()
        world = random_world(77)
        for name in ("people", "activities", "venues", "unit_years"):
            random.Random(shuffle).shuffle(world[name])
        enter(world)
        load_plan()
        ensure_fresh()
        results.append(_everything())
    assert results[0] == results[1]
    assert results[0]


def _everything() -> list[Any]:
    from suzhi.engines.metrics.api import Value

    fields = (
        "definition__code",
        "unit__code",
        "year",
        "numerator",
        "denominator",
        "least",
        "total",
        "visits",
        "people",
        "parts",
    )
    return sorted(Value.objects.values_list(*fields), key=str)
