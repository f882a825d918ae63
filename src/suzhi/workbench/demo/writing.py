"""Tables into PostgreSQL by COPY, with row numbers turned into ids."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from suzhi.engines.people.api import seal_id_numbers, seal_phones
from suzhi.workbench.demo.table import Table, csv_bytes

_CHUNK = 1 << 20


class Writer:
    """Writes into one transaction. ``existing`` gives the ids of units that are there already and stay."""

    def __init__(self, cursor: Any, existing: dict[int, int]) -> None:
        self.cursor = cursor
        self.existing = existing
        self.counts: dict[str, int] = {}
        self._base: dict[str, int] = {}
        self._units: np.ndarray | None = None
        # Foreign keys are checked at the end of each statement: waiting checks would fill the memory.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def write(self, table: Table) -> int:
        """Append the table; returns its rows."""
        self._begin(table)
        rows = table.arrow(self._ids)
        if table.sealed:
            rows = _seal(rows, table)
        rows = self._without_existing(table, rows)
        columns = ", ".join(f'"{name}"' for name in rows.column_names)
        with self.cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN (FORMAT csv)") as copy:
            body = csv_bytes(rows)
            for first in range(0, len(body), _CHUNK):
                copy.write(body[first : first + _CHUNK])
        self.counts[table.name] = self.counts.get(table.name, 0) + rows.num_rows
        return rows.num_rows

    def id_of(self, table: str, row: int) -> int:
        """The id of one row."""
        return int(self._ids(table, np.array([row]))[0])

    def finish(self) -> None:
        """Move every sequence behind the ids that were given out."""
        for name in self._base:
            self.cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
            )

    def _begin(self, table: Table) -> None:
        if table.name in self._base:
            return
        # Nobody else may take an id until the commit; reading goes on.
        self.cursor.execute(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE")
        self.cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table.name}")
        self._base[table.name] = int(self.cursor.fetchone()[0]) + 1
        if table.name == "org_unit":
            self._number_units(len(table))

    def _number_units(self, count: int) -> None:
        new = np.array([row not in self.existing for row in range(count)])
        ids = self._base["org_unit"] + np.cumsum(new) - 1
        for row, known in self.existing.items():
            ids[row] = known
        self._units = ids

    def _ids(self, table: str, rows: np.ndarray) -> np.ndarray:
        if table == "org_unit" and self._units is not None:
            return self._units[rows]
        return rows + self._base[table]

    def _without_existing(self, table: Table, rows: pa.Table) -> pa.Table:
        column = {"org_unit": "id", "org_line": "unit_id", "org_unittag": "unit_id"}.get(table.name)
        if column is None or not self.existing:
            return rows
        known = pa.array(list(self.existing.values()), pa.int64())
        return rows.filter(pc.invert(pc.is_in(rows[column], value_set=known)))


def _seal(rows: pa.Table, table: Table) -> pa.Table:
    """Sealed numbers and their hashes, with this installation's key."""
    for name, seal in (("id", seal_id_numbers), ("phone", seal_phones)):
        sealed = seal(table.sealed[name])
        texts = pa.array([None if body is None else "\\x" + body.hex() for body, _ in sealed])
        rows = rows.append_column(f"{name}_sealed", texts)
        rows = rows.append_column(f"{name}_hash", pa.array([digest for _, digest in sealed]))
    return rows
