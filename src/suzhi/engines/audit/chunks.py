"""Short hashes of table rows, a stretch of ids at a time, made where the rows are: in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

SPAN = 1024
_PLACE, _HASH = 2, 8
_WIDTH = _PLACE + _HASH

# How values are written must not depend on who asks.
_PLAIN = (
    "SELECT set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true),"
    " set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true)"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A table to be sealed: its key column and the columns that count, in order."""

    table: str
    key: str
    columns: tuple[str, ...]

    @property
    def row_hash(self) -> str:
        """SQL of the hash of one row."""
        columns = ", ".join(_quote(column) for column in self.columns)
        return f"substr(sha256(convert_to(ROW({columns})::text, 'UTF8')), 1, {_HASH})"

    @property
    def chunked(self) -> str:
        """SQL that yields chunk, digest and hashes."""
        key = _quote(self.key)
        return (
            f"SELECT chunk, encode(sha256(hashes), 'hex') AS digest, hashes FROM ("
            f" SELECT {key} / {SPAN} AS chunk,"
            f" string_agg(int2send(mod({key}, {SPAN})::int2) || {self.row_hash},"
            f" ''::bytea ORDER BY {key}) AS hashes FROM {_quote(self.table)} GROUP BY 1) AS cut"
        )


def plain_writing() -> None:
    """For the rest of this transaction, values are written in one fixed way."""
    with connection.cursor() as cursor:
        cursor.execute(_PLAIN)


def fetch_rows(sql: str, parameters: Sequence[Any] = ()) -> list[tuple]:
    """The rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters))
        return cursor.fetchall()


def unpack(chunk: int, hashes: bytes) -> dict[int, bytes]:
    """Row id -> short hash."""
    found = {}
    for at in range(0, len(hashes), _WIDTH):
        place = int.from_bytes(hashes[at : at + _PLACE], "big")
        found[chunk * SPAN + place] = bytes(hashes[at + _PLACE : at + _WIDTH])
    return found


def store(relation: Relation) -> tuple[int, str]:
    """Write the chunks that changed; the number of chunks and the digest over all."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH cut AS MATERIALIZED ({relation.chunked}), gone AS ("
            "  DELETE FROM audit_sealedchunk s WHERE s.relation = %s AND NOT EXISTS"
            "  (SELECT 1 FROM cut WHERE cut.chunk = s.chunk))"
            " INSERT INTO audit_sealedchunk (relation, chunk, digest, hashes)"
            " SELECT %s, chunk, digest, hashes FROM cut"
            " ON CONFLICT (relation, chunk) DO UPDATE SET digest = excluded.digest, hashes = excluded.hashes"
            " WHERE audit_sealedchunk.digest <> excluded.digest",
            [relation.table, relation.table],
        )
    return stored_digest(relation.table)


def stored_digest(table: str) -> tuple[int, str]:
    """Number of chunks kept for the table, and the digest over what they truly hold."""
    [(count, digest)] = fetch_rows(
        "SELECT count(*), coalesce(encode(sha256(string_agg(convert_to(chunk::text || ':', 'UTF8')"
        " || sha256(hashes), ''::bytea ORDER BY chunk)), 'hex'), '')"
        " FROM audit_sealedchunk WHERE relation = %s",
        [table],
    )
    return count, digest


def _quote(name: str) -> str:
    return connection.ops.quote_name(name)
