"""A document of 100 kB is read well within two seconds, and no line makes a rule run away."""

from __future__ import annotations

import time

from suzhi.domains.plans.reader.api import read_document
from suzhi.domains.plans.reader.intake.numbering import chinese

LINE = "（{n}）到2025年，全市规模以上企业职工参训率达到85%以上，每年举办技能竞赛不少于10场次，"
LINE += "培训职工1万人次；推动各县（市、区）新建职工书屋20家。"


def seconds(text: str) -> float:
    began = time.process_time()  # of this process: the machine may be busy with others
    read_document(text.encode(), "plan.txt")
    return time.process_time() - began


def test_a_hundred_kilobytes() -> None:
    lines = ["示例市职工素质规划（2021—2025年）"]
    for chapter in range(1, 30):
        lines.append(f"{chinese(chapter)}、任务")
        lines += [LINE.format(n=chinese(n)) for n in range(1, 21)]
    text = "\n".join(lines)
    assert len(text.encode()) > 100_000
    assert seconds(text) < 2


def test_hostile_lines() -> None:
    head = "示例市职工素质规划（2021—2025年）\n一、任务\n"
    for noise in (
        "一" * 30000,
        "（" * 30000,
        "“" * 20000,
        "1" * 30000,
        "每年" * 10000,
        "百分之" * 10000,
        "一、" * 10000,
        "1.5%—" * 8000,
        "各县" * 15000,
        "由" * 30000,
        "力争" * 15000,
        "第" * 30000,
        "附件" * 9000,
        "1+" * 9000,
    ):
        assert seconds(head + noise + "。\n") < 6, noise[:4]
