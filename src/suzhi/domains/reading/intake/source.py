"""The text of a document as the reader sees it, with its tables."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from functools import cached_property

Span = tuple[int, int]
CELL_MARK = " | "


@dataclass(frozen=True)
class Table:
    """Rows of cells, each cell a span of the text; every row is one line of it."""

    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class Source:
    """Lines parted by \\n; all places in a reading count in this text."""

    text: str
    tables: tuple[Table, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]

    def line_of(self, offset: int) -> int:
        return bisect.bisect_right(self._starts, offset)

    @cached_property
    def lines(self) -> list[Span]:
        ends = [start - 1 for start in self._starts[1:]] + [len(self.text)]
        return list(zip(self._starts, ends, strict=True))


@dataclass
class SourceBuilder:
    """Puts lines and table rows together and keeps the places of cells."""

    parts: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    length: int = 0

    def line(self, text: str) -> None:
        self.parts.append(text + "\n")
        self.length += len(text) + 1

    def table(self, rows: list[list[str]]) -> None:
        spans = [self._row(cells) for cells in rows if any(cell.strip() for cell in cells)]
        if spans:
            self.tables.append(Table(tuple(spans)))

    def _row(self, cells: list[str]) -> tuple[Span, ...]:
        spans: list[Span] = []
        at = self.length
        flat = [" ".join(cell.split()) for cell in cells]
        for cell in flat:
            spans.append((at, at + len(cell)))
            at += len(cell) + len(CELL_MARK)
        self.line(CELL_MARK.join(flat))
        return tuple(spans)

    def build(self) -> Source:
        return Source("".join(self.parts).rstrip("\n") + "\n", tuple(self.tables))
