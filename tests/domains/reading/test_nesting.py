"""Numbers of one kind that stand on two levels, and numbers that run through."""

from __future__ import annotations

import pytest

from suzhi.domains.reading.api import read_document

TITLE = "示例市职工素质规划（2021—2025年）\n"


def shape(*lines: str) -> tuple[list[str], set[str]]:
    reading = read_document((TITLE + "\n".join(lines)).encode(), "plan.txt")
    return [clause.id for clause in reading.clauses], {warning.code for warning in reading.warnings}


@pytest.mark.parametrize("ends", ["3 保障措施", "3. 保障措施", "3、保障措施"])
def test_a_list_under_decimals_is_theirs(ends: str) -> None:
    found = shape(
        "1 总体要求", "2 主要任务", "2.1 技能提升", "1. 每年举办竞赛10场。", "2. 新建基地5个。",
        "2.2 文化建设", "1. 新建职工书屋20家。", ends,
    )  # fmt: skip
    assert found == (["1", "2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.1", "3"], set())


def test_the_next_chapter_is_no_item_of_the_list_before_it() -> None:
    found = shape("1. 要求", "1.1 目标", "1. 新建基地5个。", "2. 任务", "2.1 培训", "3. 保障")
    assert found[0] == ["1", "1.1", "1.1.1", "2", "2.1", "3"]


def test_numbers_that_run_through_leave_no_gap() -> None:
    assert shape("一、要求", "（一）目标", "（二）原则", "二、任务", "（三）培训", "（四）竞赛")[1] == set()
    assert shape("一、要求", "（一）目标", "二、任务", "（四）竞赛")[1] == {"number_gap"}


def test_enclosed_numbers_are_numbers() -> None:
    reading = read_document(
        (TITLE + "一、任务\n㈠培训职工\n⑴每年举办竞赛10场。\n⑵新建基地5个。").encode(), "a.txt"
    )
    assert [(clause.id, clause.number) for clause in reading.clauses] == [
        ("1", "一"), ("1.1", "（一）"), ("1.1.1", "（1）"), ("1.1.2", "（2）"),
    ]  # fmt: skip
