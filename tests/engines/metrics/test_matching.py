"""The figures a record counts toward: told by the same filters that compute the figures, in a few queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan() -> Any:
    """The shipped plan over a random small world, computed."""
    from suzhi.engines.metrics.api import ensure_fresh
    from worlds import clear, enter, load_plan, random_world

    clear()
    enter(random_world(5))
    made = load_plan()
    ensure_fresh()
    return made


def _records() -> list[tuple[str, int]]:
    from suzhi.domains.activities.models import Activity
    from suzhi.domains.venues.models import Venue
    from suzhi.engines.people.api import Post

    kinds: tuple[tuple[str, Any], ...] = (("activity", Activity), ("venue", Venue), ("post", Post))
    return [(name, pk) for name, model in kinds for pk in model.objects.values_list("pk", flat=True)]


def _by_compiled_filters(plan: Any, type_: str, pk: int) -> list[str]:
    """The same by the SQL that the computing process compiled from the definitions."""
    found = []
    for definition in plan.catalogue.definitions.filter(awaits="").order_by("position"):
        texts = [e["sql"] for e in definition.queries.get("match", ()) if e["record"] == type_]
        if any(_finds(text, pk) for text in texts):
            found.append(definition.code)
    return found


def _finds(text: str, pk: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(text, {"asked": pk})
        return cursor.fetchone() is not None


def test_it_agrees_with_the_compiled_filters(plan: Any) -> None:
    from suzhi.engines.metrics.api import counted_toward

    hits = 0
    for type_, pk in _records():
        told = [one.definition.code for one in counted_toward(type_, pk, plan.catalogue)]
        passed = _by_compiled_filters(plan, type_, pk)
        assert told == [code for code in passed if code in told], (type_, pk)
        hits += len(told)
    assert hits > 5


def test_its_years_are_those_in_whose_lists_it_stands(plan: Any) -> None:
    """Where a figure lists records, the record is in the list of exactly the years that are told."""
    from suzhi.engines.metrics.api import counted_toward, explain

    seen = 0
    for definition in plan.catalogue.definitions.filter(awaits=""):
        if "counts" not in definition.spec:
            continue
        listed = {
            (record.type, record.id, year)
            for year in range(2016, 2021)
            for record in explain(definition, plan.root_id, year, limit=0)
            if record.type in ("activity", "venue", "post")
        }
        told = {
            (type_, pk, year)
            for type_, pk in _records()
            for one in counted_toward(type_, pk, plan.catalogue)
            for year in one.years
            if one.definition.pk == definition.pk
        }
        assert listed <= told, definition.code
        if definition.spec["counts"]["source"] != "participations":
            assert listed == told, definition.code
        seen += len(listed)
    assert seen > 5


def test_it_asks_once_a_source_however_many_definitions_there_are(plan: Any) -> None:
    from suzhi.engines.metrics.api import counted_toward

    with CaptureQueriesContext(connection) as seen:
        counted_toward("activity", 1, plan.catalogue)
    assert len(seen) <= 3  # the definitions, the activity, its participations
