"""Computed values into PostgreSQL. What is stored is read back in columns and compared in DuckDB; only rows that
differ are written: a few by statements, many by COPY."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import adbc_driver_postgresql.dbapi as adbc
from django.db import connection, transaction

from suzhi.engines.metrics.columns import FIXED, PARTS
from suzhi.engines.metrics.mirror import Mirror
from suzhi.engines.metrics.value_seals import resealing

_STORED = ("unit_id", "year", *FIXED, "parts", "checksum")
_MEMBER = ("year", "unit_id", "entity_id", "met")
# From so many rows on, COPY is quicker.
MANY = 1000


def replace_values(mirror: Mirror, definition_id: int, table: str) -> int:
    """Put the whole table in place of what is stored; returns how many values were written or removed."""
    numbers = ", ".join(f"{name}::bigint AS {name}" for name in _STORED[:-2])
    _read_back(
        mirror,
        f"SELECT {numbers}, parts::text AS parts, checksum::text AS checksum FROM metrics_value"
        f" WHERE definition_id = {definition_id}",
    )
    mirror.db.execute(f"CREATE OR REPLACE TEMP TABLE made AS {_rows_sql(table)}")
    gone = _compare(mirror, "made", "kept", _STORED, 2)
    with transaction.atomic(), connection.cursor() as cursor, resealing(cursor, definition_id, whole=True):
        return _write_values(mirror, cursor, definition_id, gone)


def write_differences(mirror: Mirror, definition_id: int, before: str, after: str) -> int:
    """Write what changed between two computations; returns the number of values."""
    gone = _compare(mirror, f"({_rows_sql(after)})", f"({_rows_sql(before)})", _STORED, 2)
    if not gone and not _many(mirror):
        return 0
    with transaction.atomic(), connection.cursor() as cursor, resealing(cursor, definition_id):
        return _write_values(mirror, cursor, definition_id, gone)


def replace_members(mirror: Mirror, definition_id: int) -> None:
    """Store who is in a coverage's population and who of them counts."""
    _read_back(
        mirror,
        "SELECT year::bigint AS year, unit_id, entity_id, met FROM metrics_member"
        f" WHERE definition_id = {definition_id}",
    )
    _write_members(mirror, definition_id, f"({_members_sql(f'members_{definition_id}')})", "kept")


def write_member_differences(mirror: Mirror, definition_id: int, before: str, after: str) -> None:
    """Write the members that came, went, or count otherwise than before."""
    new, old = f"({_members_sql(after)})", f"({_members_sql(before)})"
    _write_members(mirror, definition_id, new, old)


def _parts_sql() -> str:
    """The part columns as PostgreSQL writes JSON (shorter names first), null where the figure has no people."""
    shown = " || ', ' || ".join(
        f"'\"{name}\": {{\"of\": ' || coalesce(of_{name}::text, 'null') || ', \"people\": '"
        f" || coalesce(people_{name}::text, 'null') || ', \"visits\": '"
        f" || coalesce(visits_{name}::text, 'null') || '}}'"
        for name in sorted(PARTS, key=lambda name: (len(name), name))
    )
    return f"CASE WHEN people_{PARTS[0]} IS NULL THEN NULL ELSE '{{' || {shown} || '}}' END"


def _rows_sql(table: str) -> str:
    fixed = ", ".join(FIXED)
    return f"SELECT unit_id, year, {fixed}, {_parts_sql()} AS parts, CAST(checksum AS VARCHAR) AS checksum FROM {table}"


def _members_sql(table: str) -> str:
    return f"SELECT year, unit_id, entity AS entity_id, bool_or(met) AS met FROM {table} GROUP BY ALL"


def _read_back(mirror: Mirror, query: str) -> None:
    """What is stored, as the table ``kept``."""
    with adbc.connect(mirror.dsn) as stored, stored.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetch_record_batch()  # noqa: F841  (DuckDB reads it by its name)
        mirror.db.execute("CREATE OR REPLACE TEMP TABLE kept AS SELECT * FROM rows")


def _compare(mirror: Mirror, new: str, old: str, fields: tuple[str, ...], keys: int) -> list[Any]:
    """Leaves what is new or otherwise in the table ``changed``; returns the keys of what is no more."""
    key, listed = ", ".join(fields[:keys]), ", ".join(fields)
    mirror.db.execute(
        f"CREATE OR REPLACE TEMP TABLE changed AS SELECT {listed} FROM {new} AS n"
        f" EXCEPT SELECT {listed} FROM {old} AS o"
    )
    gone = f"SELECT {key} FROM {old} AS o EXCEPT SELECT {key} FROM {new} AS n"
    return list(mirror.db.execute(gone).fetchall())


def _many(mirror: Mirror) -> int:
    found = mirror.db.execute("SELECT count(*) FROM changed").fetchone()
    return int(found[0]) if found else 0


def _write_values(mirror: Mirror, cursor: Any, definition_id: int, gone: list[Any]) -> int:
    if gone:
        cursor.executemany(_GONE, [(definition_id, *row) for row in gone])
    return len(gone) + _put(mirror, cursor, definition_id, _STORED, "metrics_value", _CASTS, 2)


def _write_members(mirror: Mirror, definition_id: int, new: str, old: str) -> None:
    gone = _compare(mirror, new, old, _MEMBER, 3)
    with connection.cursor() as cursor:
        if gone:
            cursor.executemany(_MEMBER_GONE, [(definition_id, *row) for row in gone])
        _put(mirror, cursor, definition_id, _MEMBER, "metrics_member", {}, 3)


_GONE = "DELETE FROM metrics_value WHERE definition_id = %s AND unit_id = %s AND year = %s"
_MEMBER_GONE = (
    "DELETE FROM metrics_member WHERE definition_id = %s AND year = %s AND unit_id = %s AND entity_id = %s"
)
_CASTS = {"parts": "jsonb", "checksum": "numeric"}


def _put(
    mirror: Mirror,
    cursor: Any,
    definition_id: int,
    fields: tuple[str, ...],
    into: str,
    casts: dict[str, str],
    keys: int,
) -> int:
    """The rows of ``changed`` into their table, whose first fields are the key; returns how many."""
    many = _many(mirror)
    if not many:
        return 0
    listed = ", ".join(fields)
    update = ", ".join(f"{name} = EXCLUDED.{name}" for name in fields[keys:])
    conflict = f"ON CONFLICT (definition_id, {', '.join(fields[:keys])}) DO UPDATE SET {update}"
    insert = f"INSERT INTO {into} (definition_id, {listed})"
    if many < MANY:
        marks = ", ".join(f"%s::{casts[name]}" if name in casts else "%s" for name in fields)
        rows = mirror.db.execute("FROM changed").fetchall()
        cursor.executemany(
            f"{insert} VALUES (%s, {marks}) {conflict}", [(definition_id, *row) for row in rows]
        )
        return many
    cursor.execute(
        f"DROP TABLE IF EXISTS incoming; CREATE TEMP TABLE incoming AS SELECT {listed} FROM {into} LIMIT 0"
    )
    _pour(mirror, cursor, f"incoming ({listed})")
    cursor.execute(f"{insert} SELECT %s, {listed} FROM incoming {conflict}", [definition_id])
    cursor.execute("DROP TABLE incoming")
    return many


def _pour(mirror: Mirror, cursor: Any, into: str) -> None:
    """The rows of ``changed`` into a PostgreSQL table, by way of a CSV file: both ends write and read it in C."""
    with tempfile.TemporaryDirectory(prefix="suzhi-figures-") as folder:
        path = Path(folder) / "rows.csv"
        mirror.db.execute(f"COPY changed TO '{path}' (FORMAT csv, HEADER false)")
        with path.open("rb") as file, cursor.copy(f"COPY {into} FROM STDIN (FORMAT csv)") as copy:
            while chunk := file.read(1 << 20):
                copy.write(chunk)
