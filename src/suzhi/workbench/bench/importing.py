"""``suzhi bench import``: a workbook of 200,000 participations from file to committed rows, beside COPY.

Everything happens in a home of its own under the temporary folder, removed at the end: the database of this
installation is not touched. The import runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from suzhi.workbench.bench.growth import exponent
from suzhi.workbench.bench.outcome import Outcome, Row, median
from suzhi.workbench.bench.scratch import run_in, scratch

HELP = "测量导入：20 万行“参加”工作簿，从文件到提交；与同样各行直接 COPY 相比。使用临时目录，不动现有数据"
LIMIT_SECONDS, LIMIT_MEMORY = 60.0, 400.0

Report = Callable[[str, int, int], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many rows, into how large a city, how often."""
    parser.add_argument("--rows", type=int, default=200_000, help="工作簿的行数（默认 200000）")
    parser.add_argument("--scale", default="county", help="导入到哪种规模的演示城市（默认 county）")
    parser.add_argument("--rounds", type=int, default=1, help="测几轮，每轮一个新工作簿（默认 1）")
    parser.add_argument("--scales", action="store_true", help="工作簿的十分之一和全部各测一次，打印增长指数")


def measure(options: argparse.Namespace, report: Report) -> Outcome:
    """Make the city, then in each round a workbook, COPY of its rows (rolled back), and the import."""
    if options.scales:
        return _growth(options, report)
    with scratch() as home:
        report(f"装入临时演示城市（{options.scale}）", 0, 0)
        run_in(home, "-m", "suzhi.config.cli.main", "demo", "--scale", options.scale, "--json")
        imports: list[dict[str, Any]] = []
        copies: list[float] = []
        size = ""
        for number in range(options.rounds):
            report("准备工作簿", number, options.rounds)
            size = _step(home, "prepare", number, options.rows)["size"]
            copies.append(_step(home, "copy", number, options.rows)["seconds"])
            report("导入", number, options.rounds)
            imports.append(_step(home, "import", number, options.rows))
    return _outcome(options, size, imports, copies)


def _growth(options: argparse.Namespace, report: Report) -> Outcome:
    """A tenth of the workbook and the whole into the same city: what grows here is the file."""
    with scratch() as home:
        report(f"装入临时演示城市（{options.scale}）", 0, 0)
        run_in(home, "-m", "suzhi.config.cli.main", "demo", "--scale", options.scale, "--json")
        taken, size = [], ""
        for number, rows in enumerate((options.rows // 10, options.rows)):
            report("导入", number, 2)
            size = _step(home, "prepare", number, rows)["size"]
            taken.append(_step(home, "import", number, rows))
    outcome = Outcome(f"导入 {options.rows // 10:,} 行和 {options.rows:,} 行“参加”：增长", size)
    small, large = ({"从文件到提交": one["seconds"], **one["phases"]} for one in taken)
    for name, seconds in large.items():
        if small.get(name):
            beside = {"十分之一 s": round(small[name], 2), "全部 s": round(seconds, 2)}
            outcome.rows.append(Row(name, exponent(small[name], seconds, 10), "", None, beside))
    return outcome


def _outcome(
    options: argparse.Namespace, size: str, imports: list[dict[str, Any]], copies: list[float]
) -> Outcome:
    total, copy = median([one["seconds"] for one in imports]), median(copies)
    writing = median([one["phases"].get("写入", one["seconds"]) for one in imports])
    outcome = Outcome(f"导入 {options.rows:,} 行“参加”", size)
    outcome.rows = [
        Row("从文件到提交", total, "s", LIMIT_SECONDS, {"行每秒": int(options.rows / total)}),
        Row("导入进程内存峰值", max(one["memory"] for one in imports), "MiB", LIMIT_MEMORY),
        Row("同样各行直接 COPY（含约束和触发器）", copy, "s"),
        Row("写入阶段", writing, "s", None, {"COPY 的倍数": round(writing / copy, 2)}),
    ]
    for name, seconds in imports[-1]["phases"].items():
        outcome.rows.append(Row(f"阶段：{name}", seconds, "s"))
    return outcome


def _step(home: Path, step: str, number: int, rows: int) -> dict[str, Any]:
    out = run_in(
        home, "-m", "suzhi.workbench.bench.importing_step", step, str(home / f"round-{number}"), str(rows)
    )
    answer: dict[str, Any] = json.loads(out.strip().splitlines()[-1])
    return answer
