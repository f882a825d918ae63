"""What a measurement hands back: rows with their limits, printed alike by every bench."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Row:
    """One thing measured. ``limit`` is the most that ``value`` may be, ``least`` the least; None: nothing promised."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    beside: dict[str, Any] = field(default_factory=dict)
    least: float | None = None

    @property
    def broken(self) -> bool:
        over = self.limit is not None and self.value > self.limit
        return over or (self.least is not None and self.value < self.least)

    @property
    def promised(self) -> bool:
        """Whether there is anything to be kept."""
        return self.limit is not None or self.least is not None

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name, "value": round(self.value, 4), "unit": self.unit, "limit": self.limit,
            "ok": not self.broken if self.promised else None, **self.beside,
        }  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """A whole measurement: what, how large, the rows, and sentences about what could not be measured."""

    title: str
    size: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def broken(self) -> bool:
        return any(row.broken for row in self.rows)

    def as_dict(self, machine: str) -> dict[str, Any]:
        rows = [row.as_dict() for row in self.rows]
        return {"bench": self.title, "machine": machine, "size": self.size, "rows": rows, "notes": self.notes}

    def text(self, machine: str) -> str:
        """For a person."""
        lines = [self.title, f"机器：{machine}", f"规模：{self.size}"]
        lines += [_line(row) for row in self.rows]
        return "\n".join([*lines, *self.notes])


def _line(row: Row) -> str:
    beside = "，".join(f"{name} {value}" for name, value in row.beside.items())
    limit = "" if row.limit is None else f"  上限 {row.limit:g}  {'超出' if row.broken else '达到'}"
    limit += "" if row.least is None else f"  下限 {row.least:g}  {'不足' if row.broken else '达到'}"
    return f"  {row.name}: {row.value:.4g} {row.unit}{limit}" + (f"  ({beside})" if beside else "")


def median(values: Sequence[float]) -> float:
    """The middle one."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-len(ordered) * share // 1) - 1))]
