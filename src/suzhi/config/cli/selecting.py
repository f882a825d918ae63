"""Arguments that several verbs share: which plan, which units, which years."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from suzhi.kernel.asked import parse_year
from suzhi.kernel.errors import Refusal


def add_place_arguments(parser: argparse.ArgumentParser) -> None:
    """--plan, --unit, --year."""
    parser.add_argument("--plan", default=None, help="规划代码；不写时取最新的规划")
    parser.add_argument("--unit", default=None, help="单位编码，或 all；不写时取规划所属的市总")
    parser.add_argument("--year", default="all", help="年份，或 all")


def check_folder(output: Path) -> None:
    """Refuses a file in a folder that is not there, before any work is done for it."""
    if not output.absolute().parent.is_dir():
        raise Refusal("machine.folder", f"没有文件夹“{output.parent}”。", "请先建立文件夹，或换一个位置。")


def chosen_units(plan: Any, code: str | None) -> Any:
    """The units that were asked for; refuses an unknown code, naming the nearest."""
    from difflib import get_close_matches

    from suzhi.engines.org.api import Unit

    if code == "all":
        return Unit.objects.order_by("code").iterator(2000)
    if code is None:
        return [plan.root]
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        near = get_close_matches(
            code, list(Unit.objects.values_list("code", flat=True)[:20000]), n=1, cutoff=0.6
        )
        raise Refusal(
            "org.unknown",
            f"没有编码为“{code}”的单位。",
            f"是否为 {near[0]}？" if near else "请检查单位编码。",
        )
    return [unit]


def chosen_years(plan: Any, year: str) -> list[int]:
    """The years that were asked for; refuses one outside the plan."""
    from suzhi.domains.plans.api import plan_years

    years = plan_years(plan)
    if year == "all":
        return years
    asked = parse_year(year)
    if asked not in years:
        raise Refusal(
            "plans.year", f"年份“{year}”不在规划期内。", f"可用：{years[0]} 至 {years[-1]}，或 all。"
        )
    return [asked]
