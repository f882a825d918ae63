"""A mark for every table that is another one after every change: what was drawn from it before holds while it stands.

A statement trigger gives one of the table's rows in ``audit_revision`` a number that was never used, whichever row
nobody else is just holding, so writers never wait for each other. A reader sees another set of numbers as soon as a
change is committed, never before, and never the same set again.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from django.db import connection

from suzhi.engines.audit.protection import history_models

TRIGGER = "audit_revise"
Marks = dict[str, tuple[int, ...]]

# Tables of the machinery: they change all the time, and a page that shows them is drawn anew each time.
UNMARKED = re.compile(
    r"django_session|django_migrations|accounts_signin|accounts_failedsignin|accounts_usedcode|"
    r"audit_revision|audit_note|procrastinate_\w+"
)
# Who wrote a row of history: written together with that row, so the mark of its table stands for it.
CONTEXT = "pghistory_context"
# What an answer may also hang on: the time, chance, other processes.
_FLEETING = re.compile(
    r"\bpg_(?!catalog|class\b)\w+|\b(?:now|random|clock_timestamp)\s*\(|current_timestamp|\bnextval\b", re.I
)
_READS = re.compile(r"[\s(]*(?:SELECT|WITH|SAVEPOINT|RELEASE SAVEPOINT|SET LOCAL)\b", re.I)
_WRITES = re.compile(r"\b(?:INSERT\s+INTO|UPDATE\s+\"?\w+\"?\s+SET|DELETE\s+FROM|FOR UPDATE)\b", re.I)
_WORD = re.compile(r"\b[a-z]+_[a-z0-9_]+\b")

_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_revise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE audit_revision SET number = nextval('audit_revision_number') WHERE id = (
        SELECT id FROM audit_revision WHERE relation = TG_TABLE_NAME LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF NOT FOUND THEN
        INSERT INTO audit_revision (relation, number)
        VALUES (TG_TABLE_NAME, nextval('audit_revision_number'));
    END IF;
    RETURN NULL;
END $$
"""
_CREATE = """
CREATE OR REPLACE TRIGGER {trigger} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION audit_revise()
"""
_VIEWS = """
SELECT DISTINCT v.relname, t.relname
FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class v ON v.oid = r.ev_class
JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace n ON n.oid = v.relnamespace AND n.nspname = 'public'
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND v.oid <> t.oid
"""


def mark_tables(sender: Any = None, **_kwargs: Any) -> None:
    """Put the triggers on; after every migration, so that a new table has one without being named."""
    with connection.cursor() as cursor:
        existing = connection.introspection.get_table_list(cursor)
        tables = [one.name for one in existing if one.type == "t"]
        if "audit_revision" not in tables:
            return
        cursor.execute(_FUNCTION)
        for table in tables:
            if is_marked(table):
                cursor.execute(_CREATE.format(trigger=TRIGGER, table=connection.ops.quote_name(table)))
    known_relations.cache_clear()
    relations_of.cache_clear()


def is_marked(table: str) -> bool:
    """History changes only together with what it is the history of, whose mark stands for both."""
    return not UNMARKED.fullmatch(table) and table not in {CONTEXT, *_histories()}


def revisions() -> Marks:
    """The present mark of every table, in one short query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relation, array_agg(number ORDER BY id) FROM audit_revision GROUP BY relation")
        return {relation: tuple(numbers) for relation, numbers in cursor.fetchall()}


@lru_cache(maxsize=4096)
def relations_of(sql: str) -> frozenset[str] | None:
    """The marked tables on which a statement's answer hangs; None where it hangs on more, or writes.

    By every word that is a relation's name: rather one too many than one too few.
    """
    if _WRITES.search(sql) or _FLEETING.search(sql) or not _READS.match(sql):
        return None
    known = known_relations()
    found = frozenset[str]().union(*(known[word] for word in set(_WORD.findall(sql)) if word in known))
    return None if any(UNMARKED.fullmatch(name) for name in found) else found


@cache
def known_relations() -> dict[str, frozenset[str]]:
    """Every table and view, with the tables whose marks stand for it."""
    with connection.cursor() as cursor:
        tables = [one.name for one in connection.introspection.get_table_list(cursor) if one.type == "t"]
        cursor.execute(_VIEWS)
        views = cursor.fetchall()
    known = {table: frozenset([_histories().get(table, table)]) for table in tables}
    known[CONTEXT] = frozenset()
    for _depth in range(8):
        for view, below in views:
            known[view] = known.get(view, frozenset()) | known.get(below, frozenset())
    return known


@cache
def _histories() -> dict[str, str]:
    return {m._meta.db_table: m.pgh_tracked_model._meta.db_table for m in history_models()}  # type: ignore[attr-defined]
