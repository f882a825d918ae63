"""Computed values into PostgreSQL: whole by COPY, changes by upsert. Values equal to the stored ones are left."""

from __future__ import annotations

from typing import Any

from django.db import connection

from suzhi.engines.metrics.expressions.amounts import PARTS
from suzhi.engines.metrics.expressions.figures import FIXED
from suzhi.engines.metrics.mirror import Mirror

_STORED = ("unit_id", "year", *FIXED, "parts", "checksum")


def _parts_sql() -> str:
    """The part columns as one JSON text, null where the figure has no people."""
    inner = ", ".join(
        f"'{name}', CASE WHEN people_{name} IS NULL THEN NULL ELSE json_object("
        f"'people', people_{name}, 'visits', visits_{name}, 'of', of_{name}) END"
        for name in PARTS
    )
    return f"CASE WHEN people_{PARTS[0]} IS NULL THEN NULL ELSE CAST(json_object({inner}) AS VARCHAR) END"


def _rows_sql(table: str) -> str:
    fixed = ", ".join(FIXED)
    return (
        f"SELECT unit_id, year, {fixed}, {_parts_sql()} AS parts, CAST(checksum AS VARCHAR) AS checksum FROM {table}"
    )


def replace_values(mirror: Mirror, definition_id: int, table: str) -> int:
    """Put the whole table in place of what is stored; only rows that differ are written."""
    batches = mirror.db.sql(_rows_sql(table)).to_arrow_reader(50_000)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS incoming (unit_id bigint, year smallint, numerator bigint, "
            "denominator bigint, least bigint, total bigint, visits bigint, people bigint, parts jsonb, "
            "checksum numeric)"
        )
        cursor.execute("TRUNCATE incoming")
        with cursor.copy(f"COPY incoming ({', '.join(_STORED)}) FROM STDIN") as copy:
            for batch in batches:
                _copy_batch(copy, batch)
        return _merge(cursor, definition_id)


def write_differences(mirror: Mirror, definition_id: int, before: str, after: str) -> int:
    """Write what changed between two computations; returns the number of values."""
    gone = mirror.db.execute(
        f"SELECT unit_id, year FROM {before} EXCEPT SELECT unit_id, year FROM {after}"
    ).fetchall()
    changed = mirror.db.execute(
        _rows_sql(f"(SELECT * FROM {after} EXCEPT SELECT * FROM {before})")
    ).fetchall()
    with connection.cursor() as cursor:
        for unit, year in gone:
            cursor.execute(
                "DELETE FROM metrics_value WHERE definition_id = %s AND unit_id = %s AND year = %s",
                [definition_id, unit, year],
            )
        if changed:
            cursor.executemany(_UPSERT, [(definition_id, *row) for row in changed])
    return len(gone) + len(changed)


def replace_members(mirror: Mirror, definition_id: int) -> None:
    """Store who is in a coverage's population and who of them counts; only rows that differ are written."""
    query = f"SELECT year, unit_id, entity, bool_or(met) AS met FROM members_{definition_id} GROUP BY ALL"
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS incoming_members "
            "(year smallint, unit_id bigint, entity_id bigint, met boolean)"
        )
        cursor.execute("TRUNCATE incoming_members")
        with cursor.copy("COPY incoming_members FROM STDIN") as copy:
            for batch in mirror.db.sql(query).to_arrow_reader(50_000):
                _copy_batch(copy, batch)
        for statement in _MERGE_MEMBERS:
            cursor.execute(statement, [definition_id])


_MERGE_MEMBERS = (
    """DELETE FROM metrics_member m WHERE definition_id = %s AND NOT EXISTS (SELECT 1 FROM incoming_members i
        WHERE i.year = m.year AND i.unit_id = m.unit_id AND i.entity_id = m.entity_id)""",
    """INSERT INTO metrics_member AS m (definition_id, year, unit_id, entity_id, met)
       SELECT %s, year, unit_id, entity_id, met FROM incoming_members
       ON CONFLICT (definition_id, year, unit_id, entity_id) DO UPDATE SET met = EXCLUDED.met
       WHERE m.met <> EXCLUDED.met""",
)


_FIELDS = "unit_id, year, numerator, denominator, least, total, visits, people, parts, checksum"
_SET = ", ".join(f"{c} = EXCLUDED.{c}" for c in (*FIXED, "parts", "checksum"))
_UPSERT = f"""
INSERT INTO metrics_value (definition_id, {_FIELDS}) VALUES (%s, {', '.join(['%s'] * 8)}, %s::jsonb, %s::numeric)
ON CONFLICT (definition_id, unit_id, year) DO UPDATE SET {_SET}
"""


def _copy_batch(copy: Any, batch: Any) -> None:
    """One Arrow batch as COPY text. Nothing in it needs escaping but the JSON's backslashes, which it has none of."""
    columns = [[r"\N" if v is None else v for v in column.to_pylist()] for column in batch.columns]
    copy.write("".join("\t".join(map(str, row)) + "\n" for row in zip(*columns, strict=True)))


def _merge(cursor: Any, definition_id: int) -> int:
    cursor.execute("SELECT EXISTS (SELECT 1 FROM metrics_value WHERE definition_id = %s)", [definition_id])
    if not cursor.fetchone()[0]:
        cursor.execute(
            f"INSERT INTO metrics_value (definition_id, {_FIELDS}) SELECT %s, {_FIELDS} FROM incoming", [definition_id]
        )
        return int(cursor.rowcount)
    cursor.execute(
        "DELETE FROM metrics_value v WHERE definition_id = %s AND NOT EXISTS "
        "(SELECT 1 FROM incoming i WHERE i.unit_id = v.unit_id AND i.year = v.year)",
        [definition_id],
    )
    removed = cursor.rowcount
    both = ", ".join(f"v.{c}" for c in (*FIXED, "parts", "checksum"))
    new = both.replace("v.", "EXCLUDED.")
    cursor.execute(
        f"INSERT INTO metrics_value AS v (definition_id, {_FIELDS}) SELECT %s, {_FIELDS} FROM incoming "
        f"ON CONFLICT (definition_id, unit_id, year) DO UPDATE SET {_SET} WHERE ({both}) IS DISTINCT FROM ({new})",
        [definition_id],
    )
    return int(cursor.rowcount) + removed

