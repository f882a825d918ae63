"""``suzhi migrate``: brings the tables up to date."""

from __future__ import annotations

import argparse

from suzhi.operations import ready

NAME = "migrate"
HELP = "升级数据库结构。使用自有数据库（DATABASE_URL）时，升级程序后须执行一次；执行前请先备份。"
NEEDS = ready.NOTHING


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only whether to look or to act."""
    parser.add_argument("--check", action="store_true", help="只列出待升级项；有则以状态 1 结束")
    parser.add_argument("--quiet", action="store_true", help="没有待升级项时不输出")


def run(options: argparse.Namespace) -> int:
    """List or apply."""
    from suzhi.operations.processes.database import ensure_database

    ensure_database()
    ready.ready_settings()
    waiting = ready.pending_migrations()
    if options.check:
        print("\n".join(waiting) if waiting else "没有待升级项。")
        return 1 if waiting else 0
    ready.migrate()
    if waiting or not options.quiet:
        print(f"已升级 {len(waiting)} 项。" if waiting else "数据库结构已是最新。")
    return 0
