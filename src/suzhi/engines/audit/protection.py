"""The database itself refuses to change what has been written down: acts, history, issued figures."""

from __future__ import annotations

from typing import Any

import pghistory.models
import pgtrigger.registry
from django.apps import apps
from django.db import connection, models
from django.utils.translation import gettext as _

from suzhi.engines.audit import noting
from suzhi.engines.audit.verdict import Problem

TRIGGER = "audit_frozen"
# Tables that are frozen besides the histories; those of packages that are not installed are passed over.
FROZEN = ("audit_act", "audit_note", "metrics_issuedvalue")

BODY = """
BEGIN
    RAISE EXCEPTION 'suzhi: % on % is refused, its rows are only ever added', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END """
_FUNCTION = f"CREATE OR REPLACE FUNCTION audit_frozen() RETURNS trigger LANGUAGE plpgsql AS $${BODY}$$"
_CREATE = """
CREATE OR REPLACE TRIGGER {trigger} BEFORE {operations} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION audit_frozen()
"""


def history_models() -> list[type[models.Model]]:
    """The history tables, by name."""
    found = [
        m
        for m in apps.get_models()
        if issubclass(m, pghistory.models.Event) and hasattr(m, "pgh_tracked_model")
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def frozen_tables() -> list[str]:
    """Every table whose rows may only be added."""
    known = {model._meta.db_table for model in apps.get_models()}
    return [table for table in FROZEN if table in known] + [m._meta.db_table for m in history_models()]


def fact_tables() -> dict[str, list[str]]:
    """Every table whose rows have a history, with the columns that the history leaves out."""
    found = {}
    for event in history_models():
        model = event.pgh_tracked_model  # type: ignore[attr-defined]
        kept = {field.column for field in event._meta.concrete_fields}
        every = sorted(field.column for field in model._meta.concrete_fields)
        found[model._meta.db_table] = [column for column in every if column not in kept]
    return found


def protect(sender: Any = None, allow_truncate: bool | None = None, **_kwargs: Any) -> None:
    """Put the triggers on; after every migration, so that a new history table has them too.

    The database of a test run may be emptied between tests; no other may.
    """
    if allow_truncate is None:
        allow_truncate = str(connection.settings_dict["NAME"]).startswith("test_")
    operations = "UPDATE OR DELETE" if allow_truncate else "UPDATE OR DELETE OR TRUNCATE"
    existing = set(connection.introspection.table_names())
    noting.install({table: without for table, without in fact_tables().items() if table in existing})
    with connection.cursor() as cursor:
        cursor.execute(_FUNCTION)
        for table in frozen_tables():
            if table in existing:
                cursor.execute(
                    _CREATE.format(
                        trigger=TRIGGER, operations=operations, table=connection.ops.quote_name(table)
                    )
                )


def check_triggers() -> list[Problem]:
    """Triggers that should be there and are not, or are switched off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgenabled = 'O'"
        )
        working = {(table.strip('"'), name) for table, name in cursor.fetchall()}
    wanted = {(table, TRIGGER) for table in frozen_tables()}
    wanted |= {(table, name) for table in fact_tables() for name in noting.TRIGGERS}
    wanted |= {
        (model._meta.db_table, trigger.get_pgid(model))
        for model, trigger in pgtrigger.registry.registered()
        if model._meta.app_config.name.startswith("suzhi.")
    }
    return [
        Problem(
            "trigger.off",
            table,
            None,
            _("%(table)s 的触发器 %(name)s 缺失或被停用，改动可能没有留下历史。")
            % {"table": table, "name": name},
        )
        for table, name in sorted(wanted - working)
    ]
