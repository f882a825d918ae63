"""``suzhi backup FILE.tar``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from suzhi.operations import ready
from suzhi.operations.progress import Progress

NAME = "backup"
HELP = "把数据库、文件和密钥写入一个备份文件，运行中也可执行。文件含密钥，请妥善保管，并另存到别的机器。"
NEEDS = ready.NOTHING


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("file", type=Path, help="备份文件，如 2020-06-30.tar；已有同名文件时替换")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")


def run(options: argparse.Namespace) -> int:
    """Write the archive and say what is in it."""
    from suzhi.operations import keys
    from suzhi.operations.home import suzhi_home
    from suzhi.operations.keeping.archive import back_up
    from suzhi.operations.processes.database import ensure_database
    from suzhi.operations.production.machine_checks import remember_backup

    dsn = ensure_database()
    keys.secret_key(), keys.field_key()  # an installation that never started has none yet
    with Progress() as report:
        manifest = back_up(dsn, suzhi_home(), options.file.absolute(), report)
    remember_backup(options.file.absolute())
    if keys.from_environment():
        names = "、".join(keys.from_environment())
        sys.stderr.write(f"注意：{names} 来自环境变量，不在备份中，请另行保管。\n")
    size = options.file.stat().st_size
    said = {
        "file": str(options.file),
        "size": size,
        "files": len(manifest.entries),
        "rows": sum(manifest.rows.values()),
    }
    if options.json:
        print(json.dumps(said, ensure_ascii=False))
    else:
        print(
            f"已备份到 {said['file']}：{said['rows']:,} 行、{said['files']:,} 个文件，{size / 1e6:.1f} MB。"
        )
    return 0
