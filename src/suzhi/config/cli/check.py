"""``suzhi check``: what is wrong with this installation, and how to mend it."""

from __future__ import annotations

import argparse
import json

from suzhi.operations import ready

NAME = "check"
HELP = "检查本安装能否用于正式运行：设置、密钥、数据库、时钟、备份、演示账户。有错误时以状态 1 结束。"
# Not a ready database: one that is down or behind is what this verb is to report.
NEEDS = ready.NOTHING


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only the form of the answer."""
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Print the findings; 1 when any is an error."""
    from suzhi.operations.processes.database import ensure_database

    ensure_database()
    ready.ready_settings()
    from suzhi.operations.production.findings import ERROR
    from suzhi.operations.production.run import all_findings

    found = all_findings()
    if options.json:
        print(json.dumps([finding.as_dict() for finding in found], ensure_ascii=False, indent=2))
    else:
        print("\n".join(str(finding) for finding in found) or "没有发现问题。")
    return 1 if any(finding.level == ERROR for finding in found) else 0
