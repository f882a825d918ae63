"""The sources that packages declared, gathered at start-up and then frozen; their views in PostgreSQL."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils.translation import gettext as _

from suzhi.engines.kinds.sources import KIND
from suzhi.engines.org.api import CLOSURE_BASE
from suzhi.kernel.errors import Refusal
from suzhi.kernel.sources import Base, Source

SQL_TYPES = {"int": "bigint", "text": "text", "bool": "boolean", "date": "date"}


@cache
def all_sources() -> dict[str, Source]:
    """Every declared source by name."""
    found: dict[str, Source] = {}
    for app in apps.get_app_configs():
        if not app.name.startswith("suzhi.") or find_spec(f"{app.name}.sources") is None:
            continue
        for source in getattr(import_module(f"{app.name}.sources"), "sources", ()):
            found[source.name] = source
    return found


def source(name: str) -> Source:
    """The source of that name; refuses an unknown one."""
    try:
        return all_sources()[name]
    except KeyError:
        known = _("、").join(all_sources())
        raise Refusal(
            "metrics.source",
            _("没有名为“%(name)s”的数据来源。") % {"name": name},
            _("可用的来源：%(known)s。") % {"known": known},
        ) from None


@cache
def all_bases() -> dict[str, Base]:
    """Every stored table that some source reads, with the tree and the kinds."""
    bases = {CLOSURE_BASE.name: CLOSURE_BASE, KIND.name: KIND}
    for each in all_sources().values():
        bases.update({base.name: base for base in each.bases})
    return bases


def base_select(base: Base) -> str:
    """SELECT of a base table from PostgreSQL, typed as the mirror expects."""
    columns = ", ".join(
        f"CAST({sql} AS {SQL_TYPES[kind]}) AS {name}" for name, (kind, sql) in base.columns.items()
    )
    return f"SELECT {columns} FROM {base.name}"


def source_select(each: Source, table: Any = None) -> str:
    """The source's SELECT with its columns typed and ordered. ``table`` names the base tables."""
    name_of = table or (lambda base: f"base_{base}")
    inner = each.sql.format(**{base: name_of(base) for base in all_bases()})
    columns = ", ".join(f"CAST({name} AS {SQL_TYPES[kind]}) AS {name}" for name, kind in each.columns.items())
    return f"SELECT {columns} FROM ({inner}) AS rows"


def make_views(**_: Any) -> None:
    """(Re)create base_* and src_* views in PostgreSQL, and have the figures computed from them; runs after every
    migrate."""
    with connection.cursor() as cursor:
        for each in reversed(all_sources().values()):
            cursor.execute(f"DROP VIEW IF EXISTS src_{each.name}")
        for base in all_bases().values():
            cursor.execute(f"DROP VIEW IF EXISTS base_{base.name} CASCADE")
            cursor.execute(f"CREATE VIEW base_{base.name} AS {base_select(base)}")
        for each in all_sources().values():
            cursor.execute(f"CREATE VIEW src_{each.name} AS {source_select(each)}")
        cursor.execute("UPDATE metrics_catalogue SET computed_at = NULL")
