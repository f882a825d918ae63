"""What a bench prints, and when it counts as failed."""

from __future__ import annotations

from suzhi.workbench.bench.outcome import Outcome, Row, median, percentile


def test_median_and_percentile() -> None:
    assert median([3, 1, 2]) == 2
    assert median([4, 1, 2, 3]) == 2.5
    assert percentile(list(range(1, 101)), 0.95) == 95
    assert percentile([7], 0.95) == 7


def test_a_value_at_its_limit_keeps_it() -> None:
    assert not Row("a", 150.0, "ms", 150.0).broken
    assert Row("a", 150.1, "ms", 150.0).broken
    assert not Row("a", 1e9, "ms").broken


def test_outcome_says_which_limit_was_broken() -> None:
    outcome = Outcome("页面", "单位 1", [Row("快", 1, "ms", 2), Row("慢", 3, "ms", 2)], ["没有测“某页”。"])
    assert outcome.broken
    text = outcome.text("2 核")
    assert "慢: 3 ms  上限 2  超出" in text
    assert "没有测“某页”。" in text
    rows = outcome.as_dict("2 核")["rows"]
    assert [row["ok"] for row in rows] == [True, False]
