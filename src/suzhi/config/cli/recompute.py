"""``suzhi recompute``: everything from nothing, and whether it gives the same digits."""

from __future__ import annotations

import argparse
import json
import time

HELP = "从原始记录重新计算全部指标，并与已存数值逐一比较。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    from suzhi.engines.metrics.api import Value, ensure_fresh, recompute
    from suzhi.operations.progress import Progress

    ensure_fresh(Progress())
    start = time.monotonic()
    changed = recompute(Progress())
    result = {
        "values": Value.objects.count(),
        "changed": changed,
        "seconds": round(time.monotonic() - start, 2),
    }
    if options.json:
        print(json.dumps(result))
    else:
        verdict = "与已存数值完全一致" if not changed else f"有 {changed} 个数值与已存的不同，已改正"
        print(f"重新计算 {result['values']} 个数值，用时 {result['seconds']} 秒：{verdict}。")
    return 1 if changed else 0
