"""``suzhi bench import``: its steps, and once as a whole."""

from __future__ import annotations

import argparse

import pytest

from suzhi.workbench.bench.importing import measure
from suzhi.workbench.bench.importing_step import PER_ACTIVITY, _picks


def test_nobody_is_picked_twice_for_an_activity() -> None:
    people = [(number, f"P{number}") for number in range(500)]
    picks = _picks([(1, "A1"), (2, "A2"), (3, "A3")], people, 2 * PER_ACTIVITY + 50)
    pairs = {(activity[0], person[0]) for activity, person in picks}
    assert len(pairs) == len(picks) == 2 * PER_ACTIVITY + 50


@pytest.mark.slow
def test_measures_an_import_beside_copy() -> None:
    options = argparse.Namespace(rows=2000, scale="tiny", rounds=1, scales=False)
    outcome = measure(options, lambda label, done, total: None)
    assert not outcome.broken
    assert outcome.rows[0].value > 0
    assert "COPY 的倍数" in outcome.rows[3].beside
