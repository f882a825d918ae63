"""A generated table: columns by name, with references as row numbers until the writer knows the ids."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from suzhi.engines.workflow.api import ORDINARY, rank_of

NOWHERE = -1
DAY_SECONDS = 86_400


@dataclass(slots=True)
class Table:
    """Rows for one database table. ``refs`` names the table that a column's row numbers point into; -1: null.

    ``first`` is the row number of the first row, for a table that is written in several pieces.
    """

    name: str
    columns: dict[str, Any]
    refs: dict[str, str] = field(default_factory=dict)
    first: int = 0
    sealed: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def arrow(self, ids: Callable[[str, np.ndarray], np.ndarray]) -> pa.Table:
        """As Arrow, with ids in the place of row numbers."""
        made = {"id": pa.array(ids(self.name, np.arange(self.first, self.first + len(self))))}
        for name, values in self.columns.items():
            made[name] = self._column(name, values, ids)
        return pa.table(made)

    def _column(self, name: str, values: Any, ids: Callable[[str, np.ndarray], np.ndarray]) -> pa.Array:
        target = self.refs.get(name)
        if target is None:
            return values if isinstance(values, pa.Array | pa.ChunkedArray) else pa.array(values)
        rows = np.asarray(values, np.int64)
        return pa.array(ids(target, np.maximum(rows, 0)), mask=rows == NOWHERE)

    def digest_into(self, digest: hashlib._Hash) -> None:
        """Fold the rows into a digest that does not depend on ids or on keys of the installation."""
        digest.update(self.name.encode())
        digest.update(csv_bytes(self.arrow(lambda _, rows: rows)))
        for values in self.sealed.values():
            digest.update("\n".join(values).encode())


def csv_bytes(table: pa.Table) -> memoryview:
    """As CSV for COPY: null is nothing, an empty text is two quotes."""
    sink = io.BytesIO()
    pa_csv.write_csv(table, sink, pa_csv.WriteOptions(include_header=False, quoting_style="needed"))
    return sink.getbuffer()


def ranks(states: Sequence[str]) -> list[int]:
    """How far records in these states have come."""
    return [rank_of(ORDINARY, state) for state in states]


def moments(days: np.ndarray, seconds: np.ndarray) -> pa.Array:
    """Days and seconds of the day in Beijing as moments."""
    stamps = days.astype("datetime64[D]").astype(np.int64) * DAY_SECONDS + seconds - 8 * 3600
    return pa.array(stamps, pa.timestamp("s", tz="UTC"))


def dates(days: np.ndarray) -> pa.Array:
    """Days as dates; NaT is null."""
    days = days.astype("datetime64[D]")
    return pa.array(days.astype(np.int64).astype(np.int32), mask=np.isnat(days)).cast(pa.date32())


def choices(values: Sequence[str], picks: np.ndarray) -> pa.Array:
    """One of a few texts for each row."""
    return pa.DictionaryArray.from_arrays(
        pa.array(picks.astype(np.int32)), pa.array(values)
    ).dictionary_decode()


def numbers(values: np.ndarray, known: np.ndarray) -> pa.Array:
    """Numbers where they are known."""
    return pa.array(values, mask=~known)
