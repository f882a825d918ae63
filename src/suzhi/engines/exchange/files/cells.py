"""What one cell of a sheet may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from suzhi.kernel.formulas import restored
from suzhi.kernel.letters import BLANKS

_CSV_TEXT = re.compile(r'^="([^"]*)"$')


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that holds no value: ``#REF!``, or a formula that was never calculated."""

    text: str


class Shaped(int):
    """A whole number whose number format shows more than its digits: 42 under 00000 is seen as 00042."""

    text: str

    @classmethod
    def of(cls, number: int, text: str) -> Shaped:
        """The number, with what is seen of it."""
        shaped = cls(number)
        shaped.text = text
        return shaped


Cell = str | int | float | bool | date | datetime | CellError | None


class BadValue(Exception):
    """A cell that cannot be read: what is wrong, what is expected, and the nearest known value."""

    def __init__(self, problem: object, expected: object = "", nearest: str = "") -> None:
        super().__init__(problem)
        # str(): a sheet's own check may pass a text that is still to be translated.
        self.problem = str(problem)
        self.expected = str(expected)
        self.nearest = nearest


def plain(text: str) -> str:
    """Trimmed text, without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    text = text.strip(BLANKS)
    if text.startswith("'"):
        return restored(text)
    if text.startswith('="'):
        match = _CSV_TEXT.match(text)
        return match.group(1).strip(BLANKS) if match else text
    return text


def is_blank(cell: Cell) -> bool:
    """Nothing, or only blanks."""
    return cell is None or (isinstance(cell, str) and not cell.strip(BLANKS))


def shown(cell: Cell, limit: int = 60) -> str:
    """The cell as the person wrote it, for a message."""
    if cell is None:
        return ""
    if isinstance(cell, CellError):
        return cell.text
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Shaped):
        return cell.text
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date() if cell.time() == datetime.min.time() else cell
    text = str(cell)
    return text if len(text) <= limit else text[: limit - 1] + "…"
