"""The triggers that note every statement on a table of facts: which rows it put in, changed or took out.

History keeps what was; the change feed is emptied by the figures. A note stays, and the act that ends the call is
bound to it, so that a row which no act of the chain stands behind is seen.
"""

from __future__ import annotations

from django.db import connection

NEW, OLD = "audit_note_new", "audit_note_old"

_BODY = """
DECLARE
    touched text;
BEGIN
    SELECT range_agg(int8range(id, id, '[]'))::text INTO touched FROM {rows};
    IF touched IS NOT NULL THEN
        INSERT INTO audit_note (relation, op, keys, context)
        VALUES (TG_TABLE_NAME, left(TG_OP, 1), touched,
                nullif(current_setting('pghistory.context_id', true), '')::uuid);
    END IF;
    RETURN NULL;
END """
BODIES = {NEW: _BODY.format(rows="new_rows"), OLD: _BODY.format(rows="old_rows")}
# trigger -> what it fires after, what it reads, the function
TRIGGERS = {
    "audit_note_insert": ("INSERT", "NEW TABLE AS new_rows", NEW),
    "audit_note_update": ("UPDATE", "NEW TABLE AS new_rows", NEW),
    "audit_note_delete": ("DELETE", "OLD TABLE AS old_rows", OLD),
}


def install(tables: list[str]) -> None:
    """Put the functions in place and the triggers on the tables."""
    with connection.cursor() as cursor:
        for name, body in BODIES.items():
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
            )
        for table in tables:
            for trigger, (operation, rows, function) in TRIGGERS.items():
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {trigger} AFTER {operation} ON {connection.ops.quote_name(table)}"
                    f" REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
                )
