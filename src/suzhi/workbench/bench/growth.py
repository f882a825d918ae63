"""How a cost grows: the same bench in temporary homes of a tenth and of the whole city, and the exponent between them.

1 is linear in the records. A cost that does not hang on them at all stays near 0.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable
from typing import Any

from suzhi.workbench.bench.outcome import Outcome, Row
from suzhi.workbench.bench.scratch import run_in, scratch

# The scales of the demo compared, and the record that says how large they are.
SCALES = ("county", "city")
TIMES = {"s": 1.0, "秒": 1.0, "ms": 0.001}

Report = Callable[[str, int, int], None]


def add_argument(parser: argparse.ArgumentParser) -> None:
    """``--scales``, the same for every bench that has it."""
    parser.add_argument(
        "--scales",
        action="store_true",
        help="在临时目录里按城市的十分之一和全城各测一次，打印增长指数；不动现有数据",
    )


def measure_growth(words: list[str], title: str, report: Report) -> Outcome:
    """Run ``suzhi bench`` with these words at each scale."""
    found: dict[str, dict[str, Any]] = {}
    for number, scale in enumerate(SCALES):
        report(f"{title}：{scale}", number, len(SCALES))
        with scratch() as home:
            run_in(home, "-m", "suzhi.config.cli.main", "demo", "--scale", scale, "--json")
            # A broken limit is this bench's own matter; here the seconds count.
            text = run_in(home, "-m", "suzhi.config.cli.main", "bench", *words, "--json", statuses=(0, 1))
            found[scale] = json.loads(text)
    return compared(title, found[SCALES[0]], found[SCALES[1]], _records(SCALES[1]) / _records(SCALES[0]))


def compared(title: str, small: dict[str, Any], large: dict[str, Any], times: float) -> Outcome:
    """Seconds at both scales and the exponent, row by row."""
    outcome = Outcome(f"{title}：增长", f"{small['size']} → {large['size']}")
    before = {row["name"]: row for row in small["rows"]}
    for row in large["rows"]:
        known = before.get(row["name"])
        if row["unit"] in TIMES and known is not None and known["value"] > 0 and row["value"] > 0:
            beside = {
                f"{SCALES[0]} {row['unit']}": known["value"],
                f"{SCALES[1]} {row['unit']}": row["value"],
            }
            outcome.rows.append(
                Row(row["name"], exponent(known["value"], row["value"], times), "", None, beside)
            )
    return outcome


def exponent(before: float, after: float, times: float) -> float:
    """The power of the size by which a cost grew."""
    return math.log(after / before) / math.log(times)


def _records(scale: str) -> int:
    from suzhi.workbench.demo.script import read_script

    return read_script(scale, 1).scale.participations
