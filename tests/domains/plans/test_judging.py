"""The table of tests/golden/judging.yaml, which a union officer can read."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from suzhi.domains.plans.judging import STATES, Goal, judge

CASES = yaml.safe_load((Path(__file__).parents[2] / "golden" / "judging.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    goal = None
    if case["target"] is not None:
        base = Fraction(str(case.get("base", 0)))
        most = Fraction(str(case["most"])) if "most" in case else None
        goal = Goal(
            Fraction(str(case["target"])), case.get("comparison", ">="), case["from"], case["due"], base, most
        )
    value = None if case["value"] is None else Fraction(str(case["value"]))
    assert judge(value, goal, case["read"]) == case["state"]


def test_the_table_knows_every_state() -> None:
    assert {case["state"] for case in CASES} == set(STATES)
