"""Computed values into PostgreSQL: whole by COPY, changes by upsert. Values equal to the stored ones are left."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from suzhi.engines.metrics.columns import FIXED, PARTS
from suzhi.engines.metrics.mirror import Mirror
from suzhi.engines.metrics.value_seals import resealing

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
    return f"SELECT unit_id, year, {fixed}, {_parts_sql()} AS parts, CAST(checksum AS VARCHAR) AS checksum FROM {table}"


def replace_values(mirror: Mirror, definition_id: int, table: str) -> int:
    """Put the whole table in place of what is stored; only rows that differ are written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS incoming (unit_id bigint, year smallint, numerator bigint, "
            "denominator bigint, least bigint, total bigint, visits bigint, people bigint, parts jsonb, "
            "checksum numeric)"
        )
        cursor.execute("TRUNCATE incoming")
        _pour(mirror, _rows_sql(table), cursor, f"incoming ({', '.join(_STORED)})")
        cursor.execute("ANALYZE incoming")
        with transaction.atomic(), resealing(cursor, definition_id, whole=True):
            return _merge(cursor, definition_id)


def write_differences(mirror: Mirror, definition_id: int, before: str, after: str) -> int:
    """Write what changed between two computations; returns the number of values."""
    gone = mirror.db.execute(
        f"SELECT unit_id, year FROM {before} EXCEPT SELECT unit_id, year FROM {after}"
    ).fetchall()
    changed = mirror.db.execute(
        _rows_sql(f"(SELECT * FROM {after} EXCEPT SELECT * FROM {before})")
    ).fetchall()
    if not gone and not changed:
        return 0
    with transaction.atomic(), connection.cursor() as cursor, resealing(cursor, definition_id):
        for unit, year in gone:
            cursor.execute(
                "DELETE FROM metrics_value WHERE definition_id = %s AND unit_id = %s AND year = %s",
                [definition_id, unit, year],
            )
        if changed:
            cursor.executemany(_UPSERT, [(definition_id, *row) for row in changed])
    return len(gone) + len(changed)


def _members_sql(table: str) -> str:
    return f"SELECT year, unit_id, entity, bool_or(met) AS met FROM {table} GROUP BY ALL"


def write_member_differences(mirror: Mirror, definition_id: int, before: str, after: str) -> None:
    """Write the members that came, went, or count otherwise than before."""
    old, new = _members_sql(before), _members_sql(after)
    gone = mirror.db.execute(
        f"SELECT year, unit_id, entity FROM ({old}) EXCEPT SELECT year, unit_id, entity FROM ({new})"
    ).fetchall()
    changed = mirror.db.execute(f"({new}) EXCEPT ({old})").fetchall()
    with connection.cursor() as cursor:
        if gone:
            cursor.executemany(
                "DELETE FROM metrics_member WHERE definition_id = %s AND year = %s AND unit_id = %s AND entity_id = %s",
                [(definition_id, *row) for row in gone],
            )
        if changed:
            cursor.executemany(
                "INSERT INTO metrics_member (definition_id, year, unit_id, entity_id, met) VALUES (%s, %s, %s, %s, %s) "
                "ON CONFLICT (definition_id, year, unit_id, entity_id) DO UPDATE SET met = EXCLUDED.met",
                [(definition_id, *row) for row in changed],
            )


def replace_members(mirror: Mirror, definition_id: int) -> None:
    """Store who is in a coverage's population and who of them counts; only rows that differ are written."""
    query = _members_sql(f"members_{definition_id}")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS incoming_members "
            "(year smallint, unit_id bigint, entity_id bigint, met boolean)"
        )
        cursor.execute("TRUNCATE incoming_members")
        _pour(mirror, query, cursor, "incoming_members")
        cursor.execute("ANALYZE incoming_members")
        for statement in _MERGE_MEMBERS:
            cursor.execute(statement, {"d": definition_id})


_MERGE_MEMBERS = (
    """DELETE FROM metrics_member m WHERE definition_id = %(d)s AND NOT EXISTS (SELECT 1 FROM incoming_members i
        WHERE i.year = m.year AND i.unit_id = m.unit_id AND i.entity_id = m.entity_id)""",
    """INSERT INTO metrics_member (definition_id, year, unit_id, entity_id, met)
       SELECT %(d)s, i.year, i.unit_id, i.entity_id, i.met FROM incoming_members i
         LEFT JOIN metrics_member m ON m.definition_id = %(d)s AND m.year = i.year AND m.unit_id = i.unit_id
          AND m.entity_id = i.entity_id
        WHERE m.id IS NULL OR m.met <> i.met
       ON CONFLICT (definition_id, year, unit_id, entity_id) DO UPDATE SET met = EXCLUDED.met""",
)


_FIELDS = ", ".join(_STORED)
_SET = ", ".join(f"{c} = EXCLUDED.{c}" for c in (*FIXED, "parts", "checksum"))
_UPSERT = f"""
INSERT INTO metrics_value (definition_id, {_FIELDS}) VALUES (%s, {", ".join(["%s"] * 8)}, %s::jsonb, %s::numeric)
ON CONFLICT (definition_id, unit_id, year) DO UPDATE SET {_SET}
"""


def _pour(mirror: Mirror, query: str, cursor: Any, into: str) -> None:
    """Rows of a DuckDB query into a PostgreSQL table, by way of a CSV file: both ends write and read it in C."""
    with tempfile.TemporaryDirectory(prefix="suzhi-figures-") as folder:
        path = Path(folder) / "rows.csv"
        mirror.db.execute(f"COPY ({query}) TO '{path}' (FORMAT csv, HEADER false)")
        with path.open("rb") as file, cursor.copy(f"COPY {into} FROM STDIN (FORMAT csv)") as copy:
            while chunk := file.read(1 << 20):
                copy.write(chunk)


def _merge(cursor: Any, definition_id: int) -> int:
    cursor.execute("SELECT EXISTS (SELECT 1 FROM metrics_value WHERE definition_id = %s)", [definition_id])
    if not cursor.fetchone()[0]:
        cursor.execute(
            f"INSERT INTO metrics_value (definition_id, {_FIELDS}) SELECT %s, {_FIELDS} FROM incoming",
            [definition_id],
        )
        return int(cursor.rowcount)
    cursor.execute(
        "DELETE FROM metrics_value v WHERE definition_id = %s AND NOT EXISTS "
        "(SELECT 1 FROM incoming i WHERE i.unit_id = v.unit_id AND i.year = v.year)",
        [definition_id],
    )
    removed = cursor.rowcount
    both = ", ".join(f"v.{c}" for c in (*FIXED, "parts", "checksum"))
    fields = ", ".join(f"i.{c}" for c in _STORED)
    cursor.execute(
        f"INSERT INTO metrics_value (definition_id, {_FIELDS}) SELECT %s, {fields} FROM incoming i "
        "LEFT JOIN metrics_value v ON v.definition_id = %s AND v.unit_id = i.unit_id AND v.year = i.year "
        f"WHERE v.id IS NULL OR ({both}) IS DISTINCT FROM ({both.replace('v.', 'i.')}) "
        f"ON CONFLICT (definition_id, unit_id, year) DO UPDATE SET {_SET}",
        [definition_id, definition_id],
    )
    return int(cursor.rowcount) + removed
