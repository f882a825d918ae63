"""The print of a row: a number that follows from all that a figure reads of it. The prints of the rows that a
figure counts, added up, are the digest of its inputs: another row, or the same row with another content, gives
another sum, and the order of the rows is of no account."""

from __future__ import annotations

from inspect import Parameter, Signature
from types import FunctionType
from typing import Any

import ibis
from ibis.expr.operations.udf import scalar


def with_prints(world: Any, rows: Any, *columns: str) -> Any:
    """The rows with ``print``, made of these columns."""
    values = [rows[name] for name in columns]
    return rows.mutate(print=_BY_ENGINE[world.engine](*values))


def digest(rows: Any) -> Any:
    """The sum over a group of rows."""
    return rows.print.sum().coalesce(0).cast("decimal(38,0)")


def _duckdb(*values: Any) -> Any:
    return _call("hash", "uint64", *values)


def _postgres(*values: Any) -> Any:
    text = ibis.literal("")
    for value in values:
        text = text.concat(value.cast("string").fill_null("-"), "|")
    return _call("hashtextextended", "int64", text, ibis.literal(0, type="int64"))


def _call(name: str, gives: str, *values: Any) -> Any:
    """A function of the engine's own, whatever the number and types of its arguments."""
    names = [f"value_{number}" for number in range(len(values))]
    stub = FunctionType((lambda: None).__code__, {}, name)
    stub.__signature__ = Signature([Parameter(one, Parameter.POSITIONAL_OR_KEYWORD) for one in names])  # type: ignore[attr-defined]
    return scalar.builtin(stub, name=name, signature=(tuple(v.type() for v in values), gives))(*values)


_BY_ENGINE = {"duckdb": _duckdb, "postgres": _postgres}
