"""The columnar mirror: base tables out of PostgreSQL into DuckDB, sources made of them, both kept up by change.

Only computing processes hold one. It lives in memory: a start reads everything once (seconds at city size),
later changes are read by their keys from the change feed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import adbc_driver_postgresql.dbapi as adbc
import duckdb

from suzhi.engines.metrics.columns import RANK
from suzhi.engines.metrics.registry import SQL_TYPES, all_bases, all_sources, base_select, source_select
from suzhi.kernel.sources import Base, Source

# Keys per refresh above which reading the whole table is quicker than asking for the keys.
MANY = 200_000


class Mirror:
    """One DuckDB database with base_* and src_* tables."""

    def __init__(self, dsn: str, memory: str = "1200MB", threads: int = 2) -> None:
        self.dsn = dsn
        self.db = duckdb.connect(config={"memory_limit": memory, "threads": threads})
        # Sources in which the last refresh changed which units have any record at all.
        self.presence_changed: set[str] = set()
        # Base tables that the last refresh found to be other than they were.
        self.bases_changed: set[str] = set()

    def close(self) -> None:
        self.db.close()

    def load(self) -> None:
        """Read every base table and make every source."""
        with adbc.connect(self.dsn) as connection:
            for base in all_bases().values():
                self._load_base(connection, base)
        for source in all_sources().values():
            self._make_source(source)

    def _load_base(self, connection: Any, base: Base) -> None:
        with connection.cursor() as cursor:
            cursor.execute(base_select(base))
            rows = cursor.fetch_record_batch()  # noqa: F841  (DuckDB reads it by its name)
            self.db.execute(f"CREATE OR REPLACE TABLE base_{base.name} AS SELECT {_columns(base)} FROM rows")

    def _make_source(self, source: Source) -> None:
        self.db.execute(f"CREATE OR REPLACE TABLE src_{source.name} AS {source_select(source)}")

    def refresh(self, changes: Mapping[str, set[int] | None]) -> set[str]:
        """Bring in changed rows; base table -> keys (None: all). Returns the sources that were touched.

        The rows of a touched source as they were and as they are lie in delta_<source> until the next call;
        a source that was remade as a whole has no delta.
        """
        self.presence_changed.clear()
        known = {name: keys for name, keys in changes.items() if name in all_bases()}
        with adbc.connect(self.dsn) as connection:
            same = {
                n for n, keys in known.items() if not self._refresh_base(connection, all_bases()[n], keys)
            }
        known = {name: keys for name, keys in known.items() if name not in same}
        self.bases_changed = set(known)
        touched = set()
        for source in all_sources().values():
            mine = {base.name: known[base.name] for base in source.bases if base.name in known}
            if mine:
                self._refresh_source(source, mine)
                touched.add(source.name)
        return touched

    def _refresh_base(self, connection: Any, base: Base, keys: set[int] | None) -> bool:
        """Bring in the rows; whether anything that figures see is other than it was (a unit's new name is not)."""
        if not base.key or keys is None or len(keys) > MANY:
            self.db.execute(f"ALTER TABLE base_{base.name} RENAME TO base_before")
            self._load_base(connection, base)
            changed = self._differ("base_before", f"base_{base.name}")
            self.db.execute("DROP TABLE base_before")
            return changed
        listed = _listed(keys)
        column = base.columns[base.key][1] if base.key in base.columns else base.key
        with connection.cursor() as cursor:
            cursor.execute(f"{base_select(base)} WHERE {column} IN ({listed})")
            rows = cursor.fetch_record_batch()  # noqa: F841  (DuckDB reads it by its name)
            self.db.execute(f"DELETE FROM base_{base.name} WHERE {base.key} IN ({listed})")
            self.db.execute(f"INSERT INTO base_{base.name} SELECT {_columns(base)} FROM rows")
        return True

    def _differ(self, one: str, other: str) -> bool:
        query = f"SELECT 1 FROM (FROM {one} EXCEPT ALL FROM {other}) LIMIT 1"
        sizes = {self.db.execute(f"SELECT count(*) FROM {name}").fetchone() for name in (one, other)}
        return len(sizes) > 1 or self.db.execute(query).fetchone() is not None

    def _refresh_source(self, source: Source, changes: Mapping[str, set[int] | None]) -> None:
        narrow = all(keys is not None and name in source.refresh for name, keys in changes.items())
        if not narrow:
            self.db.execute(f"DROP TABLE IF EXISTS delta_{source.name}")
            self._make_source(source)
            return
        tests = [f"{source.refresh[name]} IN ({_listed(keys or ())})" for name, keys in changes.items()]
        where = " OR ".join(tests)
        table, delta = f"src_{source.name}", f"delta_{source.name}"
        self.db.execute(f"CREATE OR REPLACE TABLE {delta} AS SELECT * FROM {table} WHERE {where}")
        fresh = f"SELECT * FROM ({source_select(source)}) AS made WHERE {where}"
        self.db.execute(f"CREATE OR REPLACE TEMP TABLE fresh AS {fresh}")
        units = f"SELECT unit_id FROM {delta} UNION SELECT unit_id FROM fresh"
        touched = [row[0] for row in self.db.execute(units).fetchall()]
        before = self._presence(source, touched)
        self.db.execute(f"DELETE FROM {table} WHERE {where}")
        self.db.execute(f"INSERT INTO {table} FROM fresh")
        if self._presence(source, touched) != before:
            self.presence_changed.add(source.name)
        self.db.execute(f"INSERT INTO {delta} FROM fresh")

    def _presence(self, source: Source, units: list[int]) -> set[tuple[int, ...]]:
        """Which of these units have a record, by the states of their records."""
        rank = f", {RANK}" if RANK in source.columns else ""
        query = f"SELECT DISTINCT unit_id{rank} FROM src_{source.name} WHERE unit_id IN ({_listed(units)})"
        return set(self.db.execute(query).fetchall())

    def has_delta(self, source: str) -> bool:
        """Whether the last refresh of the source left its changed rows (and not the whole table) to look at."""
        found = self.db.execute(
            "SELECT 1 FROM duckdb_tables() WHERE table_name = ?", [f"delta_{source}"]
        ).fetchone()
        return found is not None

    def drop_deltas(self) -> None:
        for source in all_sources():
            self.db.execute(f"DROP TABLE IF EXISTS delta_{source}")


def _columns(base: Base) -> str:
    return ", ".join(f"CAST({n} AS {SQL_TYPES[k]}) AS {n}" for n, (k, _sql) in base.columns.items())


def _listed(keys: Iterable[int]) -> str:
    return ", ".join(str(int(key)) for key in sorted(keys)) or "NULL"
