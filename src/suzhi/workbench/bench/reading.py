"""``suzhi bench reading``: how much of invented plans is read right; how long a document and hostile lines take.

The reference looks through the same text with one plain pattern, many times over, so that a slow machine slows both.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable

from suzhi.workbench.bench.growth import exponent
from suzhi.workbench.bench.outcome import Outcome, Row, median
from suzhi.workbench.bench.plan_sets import TUNED, UNSEEN, Score, plans, score_of

HELP = "测量读规划文件：虚构规划读对多少；100 kB 的文件和刁难的长行，与同一次运行中的普通扫描相比"
# A rule that looks at every pair of characters grows by 2; what reads each line once stays near 1.
GROWTH_LIMIT = 1.6
# The reference goes through a text so often that it takes about as long as reading it well does.
PASSES = 200
RATIO_LIMIT = 4.0

Report = Callable[[str, int, int], None]

HEAD = "示例市职工素质规划（2021—2025年）\n一、任务\n"
LINE = (
    "（{n}）到2025年，全市规模以上企业职工参训率达到85%以上，每年举办技能竞赛不少于10场次，"
    "培训职工1万人次；推动各县（市、区）新建职工书屋20家。"
)
# Each is repeated to the length beside it, on one line.
HOSTILE = {
    "一": 30000, "（": 30000, "“": 20000, "1": 30000, "每年": 10000, "百分之": 10000, "一、": 10000, "1.5%—": 8000,
    "各县": 15000, "由": 30000, "力争": 15000, "第": 30000, "附件": 9000, "1+": 9000,
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How often."""
    parser.add_argument("--rounds", type=int, default=5, help="读几次（默认 5）")


def measure(options: argparse.Namespace, report: Report) -> Outcome:
    """A document whole and by a quarter; each hostile line whole and by a quarter; scanning in between."""
    whole, quarter = document(29), document(7)
    outcome = Outcome("读规划文件", f"文件 {len(whole.encode()) // 1000} kB，刁难的行 {len(HOSTILE)} 种")
    report("读文件", 0, 1)
    times = [(_read(quarter), _read(whole), _scan(whole)) for _ in range(options.rounds)]
    small, large, plain = (median([one[at] for one in times]) for at in range(3))
    outcome.rows = [
        Row("参照：普通扫描", plain, "s"),
        Row("读文件", large, "s"),
        Row("读文件与参照之比", median([b / c for _, b, c in times]), "倍", RATIO_LIMIT),
        Row("读文件的增长指数", exponent(small, large, len(whole) / len(quarter)), "", GROWTH_LIMIT),
    ]
    outcome.rows += _right()
    outcome.rows += [
        _hostile(noise, length, number, report) for number, (noise, length) in enumerate(HOSTILE.items())
    ]
    return outcome


def _right() -> list[Row]:
    """Precision and recall, of plans by which rules were mended and of those that they never saw, apart."""
    tuned = Score("调整过规则的规划")
    for name in TUNED:
        tuned.add(score_of(name))
    unseen = Score("没有见过的规划")
    for name in UNSEEN:
        unseen.add(score_of(name))
    rows: list[Row] = []
    for score, names in ((tuned, TUNED), (unseen, tuple(UNSEEN))):
        beside = {"规划": sum(len(plans(name)) for name in names), "目标": score.right + len(score.missed)}
        rows.append(Row(f"{score.name}：认出的目标中对的", score.precision, "", None, beside, 0.97))
        rows.append(Row(f"{score.name}：应认的目标中认出的", score.recall, "", None, beside, 0.95))
    return rows


def document(chapters: int) -> str:
    """So many chapters of twenty items; 29 are 100 kB."""
    from suzhi.domains.reading.intake.numbering import chinese

    lines = ["示例市职工素质规划（2021—2025年）"]
    for chapter in range(1, chapters + 1):
        lines.append(f"{chinese(chapter)}、任务")
        lines += [LINE.format(n=chinese(n)) for n in range(1, 21)]
    return "\n".join(lines)


def hostile(noise: str, length: int) -> str:
    """A small document with that noise on one line."""
    return f"{HEAD}{noise * length}。\n"


def _hostile(noise: str, length: int, number: int, report: Report) -> Row:
    report("读刁难的行", number, len(HOSTILE))
    small = min([_read(hostile(noise, length // 4)) for _ in range(3)])
    large = min([_read(hostile(noise, length)) for _ in range(3)])
    beside = {"秒": round(large, 2)}
    return Row(f"“{noise}”×{length} 的增长指数", exponent(small, large, 4), "", GROWTH_LIMIT, beside)


def _read(text: str) -> float:
    from suzhi.domains.reading.api import read_document

    began = time.perf_counter()
    read_document(text.encode(), "plan.txt")
    return time.perf_counter() - began


def _scan(text: str) -> float:
    numbers = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百千万]+")
    began = time.perf_counter()
    for _ in range(PASSES):
        for line in text.split("\n"):
            numbers.findall(line)
    return time.perf_counter() - began
