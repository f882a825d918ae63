"""``suzhi explain CODE``: the records behind a figure."""

from __future__ import annotations

import argparse
import json
from typing import Any

from suzhi.config.cli.selecting import add_place_arguments, chosen_units, chosen_years
from suzhi.kernel.errors import Refusal

HELP = "列出一个数值的分子、分母由哪些记录构成。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help="指标代码")
    add_place_arguments(parser)
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    from suzhi.domains.plans.api import plan_named
    from suzhi.engines.metrics.api import ensure_fresh
    from suzhi.operations.progress import Progress

    plan = plan_named(options.plan)
    indicator = plan.indicators.select_related("definition").filter(code=options.code).first()
    if indicator is None:
        known = "、".join(plan.indicators.values_list("code", flat=True))
        raise Refusal("plans.indicator", f"规划中没有指标“{options.code}”。", f"可用：{known}。")
    units = chosen_units(plan, options.unit)
    years = chosen_years(plan, options.year)
    ensure_fresh(Progress())
    found = [_one(indicator, unit, year) for unit in units for year in years]
    if options.json:
        print(json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=1))
    else:
        for item in found:
            _print(item)
    return 0


def _one(indicator: Any, unit: Any, year: int) -> dict[str, Any]:
    from suzhi.engines.metrics.api import explain

    parts = {
        part: [
            {"type": r.type, "id": r.id, "key": r.key, "weight": r.weight}
            for r in explain(indicator.definition, unit.pk, year, part, limit=0)
        ]
        for part in ("numerator", "denominator")
    }
    return {"code": indicator.code, "unit": unit.code, "year": year, **parts}


def _print(item: dict[str, Any]) -> None:
    print(f"{item['code']} {item['unit']} {item['year']}")
    for part, title in (("numerator", "分子"), ("denominator", "分母")):
        print(f"  {title}：{len(item[part])} 条")
        for record in item[part]:
            print(f"    {record['type']}\t{record['id']}\t{record['key']}\t{record['weight']}")
