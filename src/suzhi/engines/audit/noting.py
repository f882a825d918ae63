"""The triggers that note every statement on a table of facts: which rows it put in, changed or took out.

History keeps what was; the change feed is emptied by the figures. A note stays, and the act that ends the call is
bound to it, so that a row which no act of the chain stands behind is seen.
"""

from __future__ import annotations

from django.db import connection

NEW, OLD = "audit_note_new", "audit_note_old"

# Of statements on more rows no hashes are taken: a seal follows what brings so many.
PRINTED = 200
_BODY = """
DECLARE
    touched text;
    many bigint;
    made text := '';
BEGIN
    SELECT range_agg(int8range(id, id, '[]'))::text, count(*) INTO touched, many FROM {rows};
    IF many = 0 THEN
        RETURN NULL;
    END IF;{printing}
    INSERT INTO audit_note (relation, op, keys, prints, context)
    VALUES (TG_TABLE_NAME, left(TG_OP, 1), touched, made,
            nullif(current_setting('pghistory.context_id', true), '')::uuid);
    RETURN NULL;
END """
_PRINTING = """
    IF many <= {most} THEN
        SELECT string_agg(id || '=' || {print}, ' ' ORDER BY id) INTO made FROM new_rows AS r;
    END IF;"""


def print_sql(without: str) -> str:
    """SQL of the short hash of a row ``r``, without the columns of that array: those that the history leaves out."""
    return f"left(encode(sha256(convert_to((to_jsonb(r) - {without})::text, 'UTF8')), 'hex'), 16)"


BODIES = {
    NEW: _BODY.format(
        rows="new_rows",
        printing=_PRINTING.format(most=PRINTED, print=print_sql("coalesce(TG_ARGV::text[], '{}'::text[])")),
    ),
    OLD: _BODY.format(rows="old_rows", printing=""),
}
# trigger -> what it fires after, what it reads, the function
TRIGGERS = {
    "audit_note_insert": ("INSERT", "NEW TABLE AS new_rows", NEW),
    "audit_note_update": ("UPDATE", "NEW TABLE AS new_rows", NEW),
    "audit_note_delete": ("DELETE", "OLD TABLE AS old_rows", OLD),
}


def install(tables: dict[str, list[str]]) -> None:
    """Put the functions in place and the triggers on the tables; with each table the columns without history."""
    with connection.cursor() as cursor:
        for name, body in BODIES.items():
            # How a time is written must not depend on who writes.
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
                f" SET timezone = 'UTC' AS $${body}$$"
            )
        for table, without in tables.items():
            left_out = ", ".join(f"'{column}'" for column in without)
            for trigger, (operation, rows, function) in TRIGGERS.items():
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {trigger} AFTER {operation} ON {connection.ops.quote_name(table)}"
                    f" REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {function}({left_out})"
                )
