"""``suzhi up``: everything that one installation needs, in one command."""

from __future__ import annotations

import argparse
import fcntl
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable

from suzhi.config.cli.verbs import present_verbs
from suzhi.kernel.errors import Refusal
from suzhi.operations import ready
from suzhi.operations.home import home_part
from suzhi.operations.processes import database, locks, ports, tables
from suzhi.operations.processes.children import Child
from suzhi.operations.processes.supervisor import Supervisor, say
from suzhi.operations.processes.web import web_words

NAME = "up"
HELP = "启动数据库（未设 DATABASE_URL 时为内置数据库）、网站、后台任务和指标计算；停止的进程会自动重新启动。"
# The supervisor itself stays small: what needs Django runs in processes of its own.
NEEDS = ready.NOTHING


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, how many web workers, and whether to load the demo city."""
    parser.add_argument(
        "--host", default=os.environ.get("SUZHI_HOST", "127.0.0.1"), help="监听地址（默认 127.0.0.1）"
    )
    parser.add_argument(
        "--port", type=int, default=int(os.environ.get("SUZHI_PORT", "8000")), help="端口（默认 8000）"
    )
    parser.add_argument("--workers", type=int, default=2, help="网站工作进程数（默认 2）")
    parser.add_argument("--demo", action="store_true", help="数据库为空时装入演示城市")


def run(options: argparse.Namespace) -> int:
    """Start all, watch, end all."""
    alone = _claim_home()
    ports.require_free(options.host, options.port)
    own = not database.given_database()
    say("正在启动数据库 …" if own else "使用 DATABASE_URL 指定的数据库。")
    database.ensure_database()
    _bring_up_to_date(own)
    if options.demo and _is_empty():
        _command("demo", "--scale", "tiny")
    supervisor = Supervisor(children(options), database.embedded() if own else None)
    try:
        return supervisor.run(_greeting(options))
    finally:
        os.close(alone)


def children(options: argparse.Namespace) -> list[Child]:
    """The processes of this installation."""
    web = web_words(options.host, options.port, options.workers)
    roster = [Child("网站", web), Child("后台任务", _words("jobs-worker"))]
    if _has_figures():
        roster.append(Child("指标计算", _words("figures")))
    return roster


def _has_figures() -> bool:
    return importlib.util.find_spec("suzhi.engines.metrics.daemon") is not None


def _words(*words: str) -> list[str]:
    return [sys.executable, "-m", "suzhi.config.cli.main", *words]


def _command(*words: str) -> None:
    """Run one verb to its end; leave with its status when it failed."""
    if words[0] not in present_verbs():
        return
    status = subprocess.run(_words(*words), check=False).returncode
    if status != 0:
        raise Refusal(
            "up.step", f"启动前的步骤没有成功：suzhi {' '.join(words)}", "请按上面的提示改正后重新启动。"
        )


def _claim_home() -> int:
    """Only one ``up`` for one home; the lock lives as long as the descriptor."""
    descriptor = locks.open_lock(home_part("run") / "up.lock")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise Refusal(
            "up.twice", "这个安装已经在运行。", "请先停止已运行的 suzhi up，或用 SUZHI_HOME 另建一个安装。"
        ) from None
    return descriptor


def _bring_up_to_date(own: bool) -> None:
    if own and tables.are_up_to_date():
        return
    if own:
        _command("migrate", "--quiet")
    elif subprocess.run(_words("migrate", "--check"), check=False).returncode != 0:
        raise Refusal("up.pending", "数据库结构需要升级。", "请先执行 suzhi backup，再执行 suzhi migrate。")


def _is_empty() -> bool:
    import psycopg

    with psycopg.connect(database.default_dsn()) as connection:
        return connection.execute("select 1 from org_unit limit 1").fetchone() is None


def _greeting(options: argparse.Namespace) -> Callable[[], bool]:
    first_answer = ports.FirstAnswer(options.host, options.port)

    def greet() -> bool:
        if not first_answer.arrived():
            return False
        say(f"已启动：http://{options.host}:{options.port}  按 Ctrl-C 停止。")
        if options.demo:
            _print_sign_ins()
        return True

    return greet


def _print_sign_ins() -> None:
    import psycopg

    from suzhi.workbench.demo.accounts import sign_ins

    with psycopg.connect(database.default_dsn()) as connection:
        rows = connection.execute("select username from accounts_account where demo and is_active").fetchall()
    present = {row[0] for row in rows}
    entries = [entry for entry in sign_ins() if entry["username"] in present]
    if entries:
        say("演示账号（账号 / 口令 / 身份）：")
    for entry in entries:
        say(f"  {entry['username']:<11} {entry['password']:<22} {entry['name']}")
