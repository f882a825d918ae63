"""What an address or a form asks for, read once for all pages: ids, page numbers, years, days.

What is no such thing gives None (or the first page), never an error: ``²`` and ``٣`` are digits to Python's
``isdigit`` and none to a database, and a number of five thousand digits is no row's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from suzhi.kernel.dates import FIRST_YEAR, LAST_YEAR, parse_day

# The largest number that a bigint column holds.
LARGEST_ID = 2**63 - 1
LAST_PAGE = 999_999

_DIGITS = re.compile(r"[0-9]{1,19}", re.ASCII)


def whole_number(text: object, most: int = LARGEST_ID) -> int | None:
    """A whole number of plain digits from 0 to ``most``; None for anything else."""
    written = str(text or "").strip()
    if not _DIGITS.fullmatch(written) or int(written) > most:
        return None
    return int(written)


def parse_id(text: object) -> int | None:
    """The id of a row, or None."""
    return whole_number(text) or None


def parse_ids(texts: Iterable[object]) -> list[int]:
    """The ids among what was sent, in order, each once."""
    return list(dict.fromkeys(found for one in texts if (found := parse_id(one)) is not None))


def parse_page(text: object) -> int:
    """The number of a page; 1 for what is none."""
    return whole_number(text, LAST_PAGE) or 1


def parse_year(text: object) -> int | None:
    """A year that the programme can know, or None."""
    year = whole_number(text, LAST_YEAR) if len(str(text or "").strip()) == 4 else None
    return year if year is not None and year >= FIRST_YEAR else None


def parse_asked_day(text: object) -> date | None:
    """A day as people write it, or None."""
    try:
        return parse_day(str(text or ""))
    except ValueError:
        return None
