"""Mistakes in the database and in what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import OperationalError, connection

from suzhi.kernel import clock
from suzhi.operations.production.findings import ERROR, WARNING, Finding
from suzhi.operations.ready import pending_migrations

MOST_SKEW_SECONDS = 5
OLDEST_SERVER = 150000


def _ask(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return row[0] if row else None


def reachable() -> Iterator[Finding]:
    """Nothing else can be asked when it is not."""
    try:
        _ask("select 1")
    except OperationalError as error:
        yield Finding(
            "database.unreachable", ERROR, f"连不上数据库：{str(error).strip().splitlines()[0]}",
            "检查 DATABASE_URL、数据库是否运行、账户和网络。",
        )  # fmt: skip


def durable() -> Iterator[Finding]:
    """What was acknowledged must survive a power cut."""
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        if _ask(f"select current_setting('{name}')") == "off":
            yield Finding(
                f"database.{name}", ERROR, f"数据库关闭了 {name}，断电会丢失或损坏数据。",
                f"在 postgresql.conf 中设 {name} = on 并重新启动数据库。",
            )  # fmt: skip


def encoding() -> Iterator[Finding]:
    """Rare characters in names need UTF-8."""
    found = _ask("select current_setting('server_encoding')")
    if found != "UTF8":
        yield Finding(
            "database.encoding", ERROR, f"数据库编码是 {found}，不能保存全部汉字。",
            "以 UTF8 编码新建数据库（create database … encoding 'UTF8'），再恢复备份。",
        )  # fmt: skip


def server_version() -> Iterator[Finding]:
    """Older servers lack what the queries use."""
    if int(_ask("select current_setting('server_version_num')")) < OLDEST_SERVER:
        yield Finding(
            "database.version", ERROR, "PostgreSQL 版本低于 15。", "升级到 PostgreSQL 15 或更高版本。"
        )


def skew(theirs: datetime, ours: datetime) -> Iterator[Finding]:
    """Deadlines and logs need one time."""
    seconds = abs((theirs - ours).total_seconds())
    if seconds > MOST_SKEW_SECONDS:
        yield Finding(
            "database.clock",
            ERROR,
            f"数据库与本机的时钟相差 {seconds:.0f} 秒。",
            "在两台机器上启用时间同步（chrony 或 NTP）。",
        )


def clocks() -> Iterator[Finding]:
    """The database's clock against ours."""
    yield from skew(_ask("select clock_timestamp()"), clock.now())


def up_to_date() -> Iterator[Finding]:
    """Tables of an older version."""
    waiting = pending_migrations()
    if waiting:
        yield Finding(
            "database.pending",
            ERROR,
            f"数据库结构有 {len(waiting)} 项待升级。",
            "先执行 suzhi backup，再执行 suzhi migrate。",
        )


def demo_accounts() -> Iterator[Finding]:
    """Their passwords are public."""
    model = get_user_model()
    if model._meta.db_table not in connection.introspection.table_names():
        return
    count = model.objects.filter(demo=True, is_active=True).count()
    if count:
        yield Finding(
            "database.demo_accounts", ERROR, f"有 {count} 个演示账户，口令是公开的。",
            "正式使用请换一个空的 SUZHI_HOME 或数据库，不要在演示数据上继续。",
        )  # fmt: skip


def all_rows_logged() -> Iterator[Finding]:
    """An ordinary application account is enough; a superuser could switch the triggers off."""
    from suzhi.operations.ready import given_database_is_embedded

    if not given_database_is_embedded() and _ask(
        "select rolsuper from pg_roles where rolname = current_user"
    ):
        yield Finding(
            "database.superuser", WARNING, "程序以数据库超级用户连接，可以绕过审计触发器。",
            "建立普通数据库用户，作为数据库的所有者，写入 DATABASE_URL。",
        )  # fmt: skip


CHECKS = (durable, encoding, server_version, clocks, up_to_date, demo_accounts, all_rows_logged)
