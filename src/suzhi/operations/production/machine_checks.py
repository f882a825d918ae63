"""Mistakes on the machine: where things lie, who can read them, when they were last backed up."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from suzhi.kernel import clock
from suzhi.operations.home import suzhi_home
from suzhi.operations.keys import KEY_NAMES, key_path
from suzhi.operations.production.findings import ERROR, WARNING, Finding

FORGETFUL = {"tmpfs", "ramfs"}
LEAST_FREE = 1024**3
BACKUP_EVERY = timedelta(days=1)
LAST_BACKUP = "last-backup.json"


def key_files() -> Iterator[Finding]:
    """Keys are for their owner only."""
    for name in KEY_NAMES:
        path = key_path(name)
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(
                "machine.key_readable", ERROR, f"密钥文件 {path} 可被其他用户读取。", f"执行 chmod 600 {path}"
            )


def filesystem_of(path: Path, mounts: str) -> str:
    """The type of the file system that holds the path, by the text of /proc/self/mountinfo."""
    best, kind = "", ""
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        point = left.split()[4].encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")
        inside = point == "/" or path == Path(point) or Path(point) in path.parents
        if inside and len(point) >= len(best):
            best, kind = point, right.split()[0]
    return kind


def home_lasts() -> Iterator[Finding]:
    """What is stored must outlive a restart of the machine, and there must be room."""
    home = suzhi_home().resolve()
    if not os.access(home, os.W_OK):
        yield Finding(
            "machine.home_readonly", ERROR, f"数据目录 {home} 不可写。", "把目录的所有者改为运行程序的用户。"
        )
        return
    mounts = Path("/proc/self/mountinfo")
    if mounts.exists() and filesystem_of(home, mounts.read_text()) in FORGETFUL:
        yield Finding(
            "machine.home_tmpfs", ERROR, f"数据目录 {home} 在内存文件系统上，重启后数据全部丢失。",
            "把 SUZHI_HOME 设到磁盘上的目录。",
        )  # fmt: skip
    if shutil.disk_usage(home).free < LEAST_FREE:
        yield Finding(
            "machine.disk", ERROR, f"数据目录 {home} 所在磁盘剩余不足 1 GB。", "清理磁盘或换到更大的磁盘。"
        )


def remember_backup(path: Path) -> None:
    """Write down that a backup was made, for the check below."""
    note = suzhi_home() / "run" / LAST_BACKUP
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps({"at": clock.now().isoformat(), "file": str(path)}, ensure_ascii=False))


def backed_up() -> Iterator[Finding]:
    """A backup a day."""
    try:
        last = datetime.fromisoformat(json.loads((suzhi_home() / "run" / LAST_BACKUP).read_text())["at"])
    except (OSError, ValueError, KeyError):
        yield Finding(
            "machine.no_backup",
            ERROR,
            "从来没有备份过。",
            "设置每天执行 suzhi backup 文件.tar，并把文件存到另一台机器。",
        )
        return
    if clock.now() - last > BACKUP_EVERY:
        yield Finding(
            "machine.old_backup", WARNING,
            f"上次备份是 {last.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}，已超过一天。",
            "检查每天的备份任务，现在先执行一次 suzhi backup。",
        )  # fmt: skip


CHECKS = (key_files, home_lasts, backed_up)
