"""Lines to paragraphs: wrapped lines are put together, table rows and contents lines are known as such."""

from __future__ import annotations

import re
from dataclasses import dataclass

from suzhi.domains.reading.intake.source import Source, Span, Table
from suzhi.domains.reading.markers import Marker, read_marker
from suzhi.domains.reading.text import View

TERMINAL = "。！？；：…"
SLACK = 6  # a line may fall short of the full width, for a sign that must not begin the next
_CONTENTS = re.compile(r"(?:[.…·\t]{2,}|\t)\s*\d{1,3}\s*$")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's place in the text, what stands in it without blanks, and the number that opens it."""

    start: int
    end: int
    line: int
    bare: str
    marker: Marker | None
    row: tuple[Table, int] | None = None
    gap: bool = False

    @property
    def closed(self) -> bool:
        """It ends as a sentence ends."""
        return self.bare.rstrip("”）)")[-1:] in TERMINAL


def read_paragraphs(source: Source) -> list[Paragraph]:
    rows = {row[0][0]: (table, at) for table in source.tables for at, row in enumerate(table.rows)}
    width = _wrap_width(source)
    out: list[Paragraph] = []
    gap = False
    for number, (start, end) in enumerate(source.lines, start=1):
        if not source.text[start:end].strip():
            gap = True
            continue
        row = rows.get(start)
        if (
            row is None
            and _CONTENTS.search(source.text[max(start, end - 60) : end])
            and read_marker(source.text[start:end])
        ):
            continue
        if row is None and width and not gap and out and _continues(source, out[-1], (start, end), width):
            out[-1] = _paragraph(source, (out[-1].start, end), out[-1].line, None, out[-1].gap)
        else:
            out.append(_paragraph(source, (start, end), number, row, gap))
        gap = False
    return out


def _paragraph(source: Source, span: Span, line: int, row: tuple[Table, int] | None, gap: bool) -> Paragraph:
    start, end = span
    first = source.text[start:end].split("\n", 1)[0]
    marker = None if row else read_marker(first)
    return Paragraph(start, end, line, View(source.text, start, end).text, marker, row, gap)


def _wrap_width(source: Source) -> int:
    """The width at which an editor wrapped the lines, or 0 if a line is a paragraph."""
    lines = [source.text[start:end].rstrip() for start, end in source.lines]
    lengths = sorted(_columns(line) for line in lines if line.strip())
    if len(lengths) < 12:
        return 0
    width = lengths[int(len(lengths) * 0.95)]
    if not 36 <= width <= 120:
        return 0
    full = [line.strip() for line in lines if _columns(line) >= width - SLACK]
    cut = [line for line in full if line[-1] not in TERMINAL]
    return width if len(cut) >= 3 and len(cut) >= len(full) * 0.6 else 0


def _columns(line: str) -> int:
    """The width on paper: a Chinese character takes two columns."""
    return len(line) + sum(1 for char in line if ord(char) > 0x2E80 or char in "“”‘’—…")


def _continues(source: Source, above: Paragraph, span: Span, width: int) -> bool:
    last = source.text[above.start : above.end].rsplit("\n", 1)[-1].rstrip()
    line = source.text[span[0] : span[1]]
    indented = line.startswith(("　", "  "))
    full = _columns(last) >= width - SLACK and not (indented and last[-1] in TERMINAL)
    open_ended = last[-1] not in TERMINAL and not indented and _columns(last.strip()) >= width * 0.75
    return above.row is None and (full or open_ended) and read_marker(line) is None
