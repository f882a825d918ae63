"""``suzhi restore FILE.tar``."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
from pathlib import Path

from suzhi.kernel.errors import Refusal
from suzhi.operations import ready
from suzhi.operations.progress import Progress

NAME = "restore"
HELP = "从备份恢复到一个空的安装。先核对备份的每个文件，数据库在一个事务内恢复。"
NEEDS = ready.NOTHING


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """From what, to where."""
    parser.add_argument("file", type=Path, help="suzhi backup 制作的文件")
    parser.add_argument("--home", type=Path, help="恢复到这个目录（使用其内置数据库），而不是当前安装")
    parser.add_argument("--force", action="store_true", help="替换目标中已有的数据")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")


def run(options: argparse.Namespace) -> int:
    """Check, restore, and say what to do next."""
    if not options.file.is_file():
        raise Refusal("restore.no_file", f"没有文件 {options.file}。", "请检查文件名。")
    if options.home:
        os.environ["SUZHI_HOME"] = str(options.home.absolute())
        os.environ.pop("DATABASE_URL", None)
    from suzhi.operations.home import suzhi_home
    from suzhi.operations.keeping.restoring import require_empty, restore
    from suzhi.operations.processes.database import ensure_database

    home = suzhi_home()
    require_stopped(home)
    dsn = ensure_database()
    if not options.force:
        require_empty(dsn, home)
    with Progress() as report:
        manifest = restore(options.file, dsn, home, report)
    rows = sum(manifest.rows.values())
    if options.json:
        print(json.dumps({"home": str(home), "rows": rows, "made_at": manifest.made_at}, ensure_ascii=False))
    else:
        print(
            f"已恢复到 {home}：{rows:,} 行，备份时间 {manifest.made_at}。\n请执行 suzhi audit verify 核验。"
        )
    return 0


def require_stopped(home: Path) -> None:
    """Not under the feet of a running installation."""
    from suzhi.operations.processes.locks import open_lock

    (home / "run").mkdir(exist_ok=True)
    descriptor = open_lock(home / "run" / "up.lock")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Refusal("restore.running", "目标安装正在运行。", "请先停止 suzhi up，再恢复。") from None
    finally:
        os.close(descriptor)
