"""A table of single sentences: what is a goal in them, and what is not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from suzhi.domains.reading.api import Reading, read_document

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text("utf-8"))
FRAME = """示例工发〔2021〕1号
示例市总工会
关于印发《示例市职工素质规划（2021—2025年）》的通知
各县总工会：
现将规划印发你们，请认真执行。
示例市总工会
2021年5月10日
示例市职工素质规划
（2021—2025年）
一、重点工作
（一）{sentence}
二、附则
本规划由示例市总工会负责解释。
"""


def read_sentence(sentence: str) -> Reading:
    return read_document(FRAME.format(sentence=sentence).encode(), "plan.txt")


def found(reading: Reading) -> Counter[tuple[object, ...]]:
    return Counter(
        (tuple(t.value) if isinstance(t.value, list) else t.value, t.comparison, t.grain, t.due, t.commitment)
        for t in reading.targets
    )


@pytest.mark.parametrize("case", CASES, ids=[case["say"][:24] for case in CASES])
def test_sentence(case: dict[str, Any]) -> None:
    wanted = Counter(tuple(tuple(x) if isinstance(x, list) else x for x in row) for row in case["is"])
    assert found(read_sentence(case["say"])) == wanted


@pytest.mark.parametrize("sentence", ["到2035年底，建成职工学校。", "到2035年，各县都有职工学校。"])
def test_what_is_due_after_the_plan_is_an_outlook(sentence: str) -> None:
    reading = read_sentence(sentence)
    assert [one.reason for one in reading.doubtful] == ["outlook"] and not reading.targets
