"""The code inside the database: the functions and triggers that keep history must be those of the product."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pgtrigger.registry
from django.db import connection
from django.utils.translation import gettext as _
from pghistory.models import Context

from suzhi.engines.audit import noting
from suzhi.engines.audit.chunks import fetch_rows
from suzhi.engines.audit.models import Act
from suzhi.engines.audit.protection import BODY, TRIGGER, fact_tables, frozen_tables
from suzhi.engines.audit.verdict import Problem

_FUNCTION = re.compile(
    r"CREATE OR REPLACE FUNCTION\s+(?:\"?public\"?\.)?(\w+)\s*\(.*?\$\$(.*?)\$\$", re.DOTALL
)


def expected_bodies() -> dict[str, str]:
    """Function -> its body, as this version of the product installs it."""
    found = {TRIGGER: BODY, **noting.BODIES}
    texts = [trigger.compile(model).install_sql for model, trigger in _ours()]
    for text in (*texts, _attach_context()):
        found |= dict(_FUNCTION.findall(text))
    return found


def check_code(seal: Act | None) -> Iterator[Problem]:
    """Functions with another body, triggers that are not as they were sealed, rules that turn statements away."""
    bodies = dict(
        fetch_rows("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
    )
    for name, body in sorted(expected_bodies().items()):
        if _plain(bodies.get(name, "")) != _plain(body):
            text = _("库内函数 %(name)s 不是本系统的：内容被换过，改动可能没有留下历史。") % {"name": name}
            yield Problem("function.altered", name, None, text)
    for table, rule in fetch_rows("SELECT tablename, rulename FROM pg_rules WHERE schemaname = 'public'"):
        text = _("%(table)s 上有本系统没有的规则 %(rule)s。") % {"table": table, "rule": rule}
        yield Problem("rule.added", table, None, text)
    known = seal.detail.get("code") if seal is not None else None
    if known and known["migrations"] == _migrations():
        for table in sorted(_differing(known["triggers"], _triggers())):
            text = _("%(table)s 的触发器与封存时不同，改动可能没有留下历史。") % {"table": table}
            yield Problem("trigger.altered", table, None, text)
    for setting in fetch_rows(_REPLICA):
        text = _("数据库被设成不执行触发器（%s）。") % setting[0]
        yield Problem("trigger.off", "pg_db_role_setting", None, text)


_REPLICA = """
SELECT one FROM pg_db_role_setting, unnest(setconfig) AS one
WHERE one LIKE 'session_replication_role=%%' AND one NOT LIKE '%%=origin'
"""


def code_to_seal(before: Act | None) -> dict[str, Any]:
    """Digests of the triggers, by table. What differs from the last seal without a migration is not whitened."""
    known = before.detail.get("code") if before is not None else None
    now = {"migrations": _migrations(), "triggers": _triggers()}
    if known and known["migrations"] == now["migrations"] and known["triggers"] != now["triggers"]:
        return dict(known)
    return now


def migrated_since(seal: Act | None) -> bool:
    """Whether the tables themselves have changed since the seal."""
    known = seal.detail.get("code") if seal is not None else None
    return known is not None and known["migrations"] != _migrations()


def _ours() -> list[tuple[Any, Any]]:
    found = pgtrigger.registry.registered()
    return [(model, trigger) for model, trigger in found if model._meta.app_config.name.startswith("suzhi.")]


def _attach_context() -> str:
    """The text with which pghistory installs its function, taken down instead of run."""
    said: list[str] = []

    def take_down(_execute: Any, sql: str, *_rest: Any) -> None:
        said.append(sql)

    with connection.execute_wrapper(take_down):
        Context.install_pgh_attach_context_func()
    return "".join(said)


def _triggers() -> dict[str, str]:
    sql = (
        "SELECT c.relname, string_agg(pg_get_triggerdef(t.oid) || t.tgenabled::text, E'\\n' ORDER BY t.tgname)"
        " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND c.relname = ANY(%s) GROUP BY 1"
    )
    tables = [*fact_tables(), *frozen_tables()]
    return {table: sha256(text.encode()).hexdigest()[:16] for table, text in fetch_rows(sql, [tables])}


def _differing(then: dict[str, str], now: dict[str, str]) -> set[str]:
    return {table for table in then if now.get(table) != then[table]} | (set(now) - set(then))


def _migrations() -> int:
    [(last,)] = fetch_rows("SELECT coalesce(max(id), 0) FROM django_migrations")
    return int(last)


def _plain(body: str) -> str:
    return " ".join(body.split())
