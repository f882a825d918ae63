"""The golden cases: worlds and figures in a table that a union officer can read, each checked by the engine and by
hand-written SQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.django_db(transaction=True)

CASES = yaml.safe_load((Path(__file__).parents[2] / "golden" / "figures.yaml").read_text(encoding="utf-8"))


def _expanded(world: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Write out repeated rows and ranges of people; the table itself stays as it is."""
    return {name: [full for row in rows for full in _repeat(row)] for name, rows in world.items()}


def _repeat(row: dict[str, Any]) -> list[dict[str, Any]]:
    row = dict(row)
    times = row.pop("repeat", None)
    if "people_from" in row:
        first, last = row.pop("people_from"), row.pop("people_to")
        row["people"] = [f"P{n}" for n in range(first, last + 1)]
    if times is None:
        return [row]
    # {n} counts from 1; {m} counts on after the forty representatives of case 4.
    return [
        {k: v.format(n=n, m=n + 40) if isinstance(v, str) else v for k, v in row.items()}
        for n in range(1, times + 1)
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    from suzhi.domains.plans.api import values
    from suzhi.engines.metrics.api import ensure_fresh
    from suzhi.engines.org.api import Unit
    from worlds import clear, enter, load_plan

    clear()
    enter(_expanded(case["world"]))
    plan = load_plan()
    ensure_fresh()
    found = {
        (v["code"], v["unit"], v["year"]): v for v in values(plan, Unit.objects.all(), range(2016, 2021))
    }
    for expected in case["expect"]:
        value = found[expected["code"], expected["unit"], expected["year"]]
        assert {k: value.get(k) for k in expected} == expected


@pytest.mark.parametrize("case", CASES[:3], ids=[case["case"] for case in CASES[:3]])
def test_explain_lists_what_was_counted(case: dict[str, Any]) -> None:
    """Numerator records, by weight, add up to the figure wherever the figure counts records."""
    from suzhi.engines.metrics.api import Value, ensure_fresh, explain
    from suzhi.engines.org.api import Unit
    from worlds import clear, enter, load_plan

    clear()
    enter(_expanded(case["world"]))
    load_plan()
    ensure_fresh()
    root = Unit.objects.get(code="C")
    for value in Value.objects.filter(unit=root).select_related("definition"):
        listed = explain(value.definition, root.pk, value.year, limit=0)
        whole = value.total if value.total is not None else value.numerator
        people = value.definition.spec.get("counts", {}).get("measure") == "people"
        assert (len(listed) if people else sum(record.weight for record in listed)) == whole, (
            value.definition.code
        )
