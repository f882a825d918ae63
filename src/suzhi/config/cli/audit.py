"""``suzhi audit``: verify what was written down; seal it."""

from __future__ import annotations

import argparse
import json

from suzhi.operations.progress import Progress

NAME = "audit"
HELP = "核验审计记录是否被篡改；封存当前数据供以后核验。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """verify or seal."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="verify|seal")
    verify = actions.add_parser(
        "verify", help="核验操作记录、历史、数据、佐证文件和已印发的数值；有篡改则以状态 1 结束"
    )
    seal = actions.add_parser("seal", help="封存：把各表现状的摘要写入操作记录（每小时和签发报告后自动执行）")
    for action in (verify, seal):
        action.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Do it and say what was found."""
    return _verify(options.json) if options.action == "verify" else _seal(options.json)


def _verify(as_json: bool) -> int:
    from suzhi.engines.audit.api import verify

    with Progress() as progress:
        verdict = verify(progress)
    if as_json:
        print(json.dumps(verdict.as_dict(), ensure_ascii=False, indent=1))
        return 0 if verdict.sound else 1
    for problem in verdict.problems:
        print(f"[{problem.kind}] {problem.message}")
    for warning in verdict.warnings:
        print(f"注意：{warning}")
    sealed = f"，上次封存 {verdict.sealed_at}" if verdict.sealed_at else ""
    print(
        f"核验 {verdict.acts} 条操作记录{sealed}："
        + ("没有发现篡改。" if verdict.sound else f"发现 {len(verdict.problems)} 处问题。")
    )
    return 0 if verdict.sound else 1


def _seal(as_json: bool) -> int:
    from suzhi.engines.audit.api import write_seal

    with Progress() as progress:
        act = write_seal(progress)
    tables = len(act.detail["tables"])
    if as_json:
        print(json.dumps({"act": act.pk, "tables": tables, "digest": act.digest}))
    else:
        print(f"已封存 {tables} 张表（第 {act.pk} 号操作记录）。")
    return 0
