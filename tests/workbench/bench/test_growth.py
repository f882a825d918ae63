"""The exponent of growth between two sizes."""

from __future__ import annotations

import pytest

from suzhi.workbench.bench.growth import compared, exponent


@pytest.mark.parametrize(("after", "power"), [(10.0, 1.0), (100.0, 2.0), (1.0, 0.0)])
def test_the_exponent_is_the_power_of_the_size(after: float, power: float) -> None:
    assert exponent(1.0, after, 10) == pytest.approx(power)


def test_only_times_that_both_sizes_have_are_compared() -> None:
    rows = [("读取", 1.0, "秒"), ("内存", 50.0, "MiB"), ("页面", 20.0, "ms")]
    small = {"size": "小", "rows": [{"name": n, "value": v, "unit": u} for n, v, u in rows]}
    large = {"size": "大", "rows": [{"name": n, "value": v * 10, "unit": u} for n, v, u in rows[:2]]}
    outcome = compared("指标", small, large, 10)
    assert [(row.name, round(row.value, 6)) for row in outcome.rows] == [("读取", 1.0)]
    assert "小 → 大" in outcome.text("2 核")
