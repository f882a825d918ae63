"""``suzhi values``: the figures, fresh, for people or for programs."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from suzhi.config.cli.selecting import add_place_arguments, chosen_units, chosen_years

HELP = "列出指标数值。先把尚未计入的变化算完。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_place_arguments(parser)
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    from suzhi.domains.plans.api import plan_named, values
    from suzhi.engines.metrics.api import ensure_fresh
    from suzhi.operations.progress import Progress

    plan = plan_named(options.plan)
    units = chosen_units(plan, options.unit)
    years = chosen_years(plan, options.year)
    ensure_fresh(Progress())
    listing = values(plan, units, years)
    if options.json:
        _print_json(listing)
    else:
        _print_table(listing)
    return 0


def _print_json(listing: Any) -> None:
    """One array, written as it comes."""
    sys.stdout.write("[")
    for number, item in enumerate(listing):
        sys.stdout.write((",\n" if number else "\n") + json.dumps(item, ensure_ascii=False))
    sys.stdout.write("\n]\n")


def _print_table(listing: Any) -> None:
    for item in listing:
        value = "–" if item["decimal"] is None else item["decimal"]
        share = "" if item["denominator"] is None else f"（{item['numerator']}/{item['denominator']}）"
        target = "" if item["target"] is None else f" 目标 {item['target']}"
        print(
            f"{item['unit']}\t{item['year']}\t{item['code']}\t{item['name']}\t{value}{share}{target}\t{item['state']}"
        )
