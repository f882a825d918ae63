"""Two plans side by side."""

from __future__ import annotations

from typing import Any

from suzhi.domains.plans.diff import differences

BEFORE: dict[str, Any] = {
    "clauses": [{"ref": "1", "title": "甲"}, {"ref": "2", "title": "乙"}],
    "indicators": [
        {
            "code": "a",
            "name": "甲数",
            "clauses": ["1"],
            "target": 400,
            "due": 2020,
            "counts": {"source": "activities"},
        },
        {"code": "b", "name": "乙数", "clauses": ["2"], "target": "9/10"},
    ],
    "duties": [{"clause": "1", "title": "订计划", "owner": "甲部"}],
    "settings": {"people_or_visits": "visits"},
}
AFTER: dict[str, Any] = {
    "clauses": [{"ref": "1", "title": "甲"}, {"ref": "3", "title": "丙"}],
    "indicators": [
        {
            "code": "a",
            "name": "甲数",
            "clauses": ["1"],
            "target": 500,
            "due": 2020,
            "counts": {"source": "venues"},
        },
        {"code": "c", "name": "丙数", "clauses": ["3"], "target": 3},
    ],
    "duties": [{"clause": "1", "title": "订计划", "owner": "乙部"}],
    "settings": {"people_or_visits": "people"},
}


def test_every_kind_of_difference_in_the_order_of_clauses() -> None:
    found = [(one.kind, one.part, one.clause, one.code) for one in differences(BEFORE, AFTER)]
    assert found == [
        ("changed", "indicator", "1", "a"),
        ("changed", "duty", "1", ""),
        ("removed", "clause", "2", "2"),
        ("removed", "indicator", "2", "b"),
        ("added", "clause", "3", "3"),
        ("added", "indicator", "3", "c"),
        ("changed", "setting", "", "people_or_visits"),
    ]


def test_the_line_says_what_changed() -> None:
    lines = [one.line() for one in differences(BEFORE, AFTER)]
    assert lines[0] == "更改 指标 1 a 甲数：目标 400 → 500；定义 原定义 → 新定义"
    assert "新增 指标 3 c 丙数：目标 – → 3" in lines


def test_nothing_differs_from_itself() -> None:
    assert differences(BEFORE, BEFORE) == []
