"""``suzhi bench import``: a workbook of 200,000 participations from file to committed rows, beside COPY.

Everything happens in a home of its own under the temporary folder, removed at the end: the database of this
installation is not touched. The import runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from suzhi.config.bench.outcome import Outcome, Row, median

HELP = "测量导入：20 万行“参加”工作簿，从文件到提交；与同样各行直接 COPY 相比。使用临时目录，不动现有数据"
LIMIT_SECONDS, LIMIT_MEMORY = 60.0, 400.0

Report = Callable[[str, int, int], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many rows, into how large a city, how often."""
    parser.add_argument("--rows", type=int, default=200_000, help="工作簿的行数（默认 200000）")
    parser.add_argument("--scale", default="county", help="导入到哪种规模的演示城市（默认 county）")
    parser.add_argument("--rounds", type=int, default=1, help="测几轮，每轮一个新工作簿（默认 1）")


def measure(options: argparse.Namespace, report: Report) -> Outcome:
    """Make the city, then in each round a workbook, COPY of its rows (rolled back), and the import."""
    with _scratch() as home:
        report(f"装入临时演示城市（{options.scale}）", 0, 0)
        _run(home, "-m", "suzhi.config.cli.main", "demo", "--scale", options.scale, "--json")
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
    out = _run(
        home, "-m", "suzhi.config.bench.importing_step", step, str(home / f"round-{number}"), str(rows)
    )
    answer: dict[str, Any] = json.loads(out.strip().splitlines()[-1])
    return answer


def _run(home: Path, *words: str) -> str:
    environment = {**os.environ, "SUZHI_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr[-2000:]}")
    return done.stdout


@contextmanager
def _scratch() -> Iterator[Path]:
    """A home with a running database, stopped and removed afterwards."""
    from suzhi.config.processes.postgres import EmbeddedPostgres, remove_cluster

    with tempfile.TemporaryDirectory(prefix="suzhi-bench-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        postgres = EmbeddedPostgres(home)
        before = os.environ.get("DATABASE_URL")
        os.environ["DATABASE_URL"] = postgres.start()
        try:
            yield home
        finally:
            if before is None:
                del os.environ["DATABASE_URL"]
            else:
                os.environ["DATABASE_URL"] = before
            postgres.release()
            remove_cluster(home)
