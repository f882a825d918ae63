"""Compiled definitions are kept, used without the compiler, and compiled again when what they follow from changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

pytestmark = pytest.mark.django_db(transaction=True)

WORLD: dict[str, list[dict[str, Any]]] = {
    "units": [{"code": "C", "type": "市总"}, {"code": "K", "type": "县总", "parent": "C"}],
    "activities": [{"kind": "普法活动", "unit": "K", "day": "2017-06-01", "headcount": 9}],
}


@pytest.fixture
def plan() -> Any:
    from suzhi.engines.metrics.api import ensure_fresh
    from worlds import clear, enter, load_plan

    clear()
    enter(WORLD)
    made = load_plan()
    ensure_fresh()
    return made


def law_talks(plan: Any) -> Any:
    return plan.catalogue.definitions.get(code="law-talks")


def counted(plan: Any) -> list[int]:
    from suzhi.engines.metrics.api import Value

    found = Value.objects.filter(definition=law_talks(plan), year=2020).order_by("unit__code")
    return list(found.values_list("numerator", flat=True))


def test_kept_texts_need_no_compiler(plan: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from suzhi.engines.metrics import texts
    from suzhi.engines.metrics.api import ensure_fresh

    def never(job: Any) -> Any:
        raise AssertionError("compiled again")

    monkeypatch.setattr(texts, "_compiled", never)
    monkeypatch.setattr(texts, "_for_pages", never)
    texts._computing.clear()
    ensure_fresh(force=True)
    assert counted(plan) == [1, 1]


def test_texts_of_other_code_are_compiled_again(plan: Any) -> None:
    from suzhi.engines.metrics.api import ensure_fresh

    row = law_talks(plan)
    row.queries = {**row.queries, "of": "an older mark", "figures": "SELECT nonsense", "sql": {}}
    row.save()
    ensure_fresh(force=True)
    assert counted(plan) == [1, 1] and "nonsense" not in law_talks(plan).queries["figures"]
    assert law_talks(plan).queries["sql"]["numerator"]


def test_what_a_mark_follows_from(plan: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from suzhi.engines.metrics import texts
    from suzhi.engines.metrics.compute import jobs

    job, other = jobs(plan.catalogue)[:2]
    marks = {job.mark, replace(job, span=texts.Span(2017, 2020, 1)).mark}
    marks.add(replace(job, definition=other.definition).mark)
    monkeypatch.setattr(texts, "_code_mark", lambda: "another compiler")
    assert len(marks | {job.mark}) == 4
