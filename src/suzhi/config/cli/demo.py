"""``suzhi demo``: loads an invented city to try things on."""

from __future__ import annotations

import argparse
import json
import time

NAME = "demo"
HELP = "装入演示城市：真实的县区名称，虚构的单位、人员和记录（均标“示例”）。同一种子总得到同一座城市。"

SCALES = ("tiny", "county", "city")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Scale, seed, and whether a database in use may be added to."""
    scale = "规模:tiny 几秒,county 约半分钟,city 几分钟"
    parser.add_argument("--scale", choices=SCALES, default="tiny", help=scale)
    parser.add_argument("--seed", type=int, default=1, help="种子(默认 1)")
    force = "数据库已有单位时仍然装入：现有数据不改，演示数据加在旁边"
    parser.add_argument("--force", action="store_true", help=force)
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Load, then load the plan, then say how to sign in."""
    from suzhi.operations.progress import Progress
    from suzhi.workbench.demo.accounts import sign_ins
    from suzhi.workbench.demo.load import load
    from suzhi.workbench.demo.plan import load_plan
    from suzhi.workbench.demo.script import read_script

    script = read_script(options.scale, options.seed)
    started = time.monotonic()
    with Progress() as progress:
        rows = load(script, options.force, progress)
        plan = load_plan(script)
    result = {
        "scale": options.scale, "seed": options.seed, "already": rows is None, "rows": rows or {},
        "seconds": round(time.monotonic() - started, 1), "plan": plan, "accounts": sign_ins(),
    }  # fmt: skip
    print(json.dumps(result, ensure_ascii=False, indent=2) if options.json else _text(result))
    return 0


def _text(result: dict) -> str:
    lines = []
    if result["already"]:
        lines.append(f"演示城市（{result['scale']}，种子 {result['seed']}）已经装入，没有改动。")
    else:
        rows = result["rows"]
        lines.append(
            f"已装入演示城市（{result['scale']}，种子 {result['seed']}）：单位 {rows['org_unit']:,}，"
            f"职工 {rows['people_person']:,}，活动 {rows['activities_activity']:,}，"
            f"参加 {rows['activities_participation']:,}，用时 {result['seconds']} 秒。"
        )
    lines.append(result["plan"])
    lines.append("演示账号：")
    lines += [f"  {a['username']:<11} {a['password']:<22} {a['name']}" for a in result["accounts"]]
    return "\n".join(lines)
