"""Invented plans, each with the table of goals that a person wrote down for it before the reader was run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from domains.reading.word import from_plan
from suzhi.domains.reading.api import Reading, Target, read_document

PLANS = sorted((Path(__file__).parent / "plans").glob("*.yaml"))


def load(path: Path) -> tuple[dict[str, Any], Reading]:
    plan = yaml.safe_load(path.read_text(encoding="utf-8"))
    data = from_plan(plan) if "word" in plan else plan["text"].encode()
    return plan, read_document(data, path.stem + plan["suffix"])


def row(target: Target) -> tuple[object, ...]:
    value = tuple(target.value) if isinstance(target.value, list) else target.value
    return (
        target.clause,
        value,
        target.comparison,
        target.unit,
        target.grain,
        target.due,
        target.commitment,
    )


def expected(rows: list[list[Any]]) -> Counter[tuple[object, ...]]:
    return Counter(tuple(tuple(x) if isinstance(x, list) else x for x in line) for line in rows)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_targets_are_those_of_the_table(path: Path) -> None:
    plan, reading = load(path)
    found = Counter(row(target) for target in reading.targets)
    wanted = expected(plan["targets"])
    assert {"missed": wanted - found, "false": found - wanted} == {"missed": Counter(), "false": Counter()}


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_facts_and_clauses(path: Path) -> None:
    plan, reading = load(path)
    for key, wanted in plan["document"].items():
        found = getattr(reading.document, key)
        assert ([p.number for p in found] if key == "parents" else found) == wanted, key
    assert [c.id for c in reading.clauses if c.part == "plan"] == plan["clauses"]
    assert [m.name for annex in reading.annexes for m in annex.members] == plan.get("members", [])
    assert {w.code for w in reading.warnings} == set(plan.get("warnings", []))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_doubtful_numbers_are_shown_with_a_reason(path: Path) -> None:
    plan, reading = load(path)
    assert set(plan.get("doubted", [])) <= {item.reason for item in reading.doubtful}
    assert all(item.explanation for item in reading.doubtful)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_finding_points_at_its_words(path: Path) -> None:
    _, reading = load(path)
    for target in reading.targets:
        assert target.rule and target.place.line >= 1
        if target.due_from != "table":
            passage = reading.text[target.place.start : target.place.end]
            assert "".join(passage.split()) == "".join(target.quote.split())
