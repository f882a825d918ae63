"""Numbers, dates and escapes as .xlsx writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from suzhi.engines.exchange.files.cells import Cell, CellError, Shaped
from suzhi.engines.exchange.files.number_shapes import Shape, shape

# Built-in number formats that show a day; 27-36 and 50-58 are the Chinese ones.
_BUILT_IN = frozenset([*range(14, 18), 22, *range(27, 37), *range(50, 59)])
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAY_LETTERS = re.compile(r"[yd年月日]", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = re.compile(r"^-?\d+$")
_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_FAKE_LEAP_DAY = 60
_EXACT = 10**15


@dataclass(frozen=True, slots=True)
class Styles:
    """What the cell styles, by their numbers as text, say about a number: that it is a day, or how it is seen."""

    days: frozenset[str] = frozenset()
    shapes: Mapping[str, Shape] = field(default_factory=dict)


def read_styles(styles: Any) -> Styles:
    """From the part styles.xml."""
    custom = {one.get("numFmtId"): one.get("formatCode") or "" for one in styles.iter("{*}numFmt")}
    days, shapes = set(), {}
    for formats in styles.iter("{*}cellXfs"):
        for number, style in enumerate(one for one in formats if one.tag.endswith("}xf")):
            code = style.get("numFmtId") or "0"
            if shows_day(custom[code]) if code in custom else int(code) in _BUILT_IN:
                days.add(str(number))
            elif code in custom and (shown := shape(custom[code])):
                shapes[str(number)] = shown
    return Styles(frozenset(days), shapes)


def shows_day(code: str) -> bool:
    """Whether a number format shows a calendar day."""
    return bool(_DAY_LETTERS.search(_QUOTED.sub("", code)))


def number_value(raw: str, style: str | None, styles: Styles, epoch_1904: bool) -> Cell:
    """The number, or the day that it stands for; with what is seen of it, where that is more than its digits."""
    if style in styles.days:
        return _day(float(raw), epoch_1904)
    number = int(raw) if _DIGITS.match(raw) and len(raw) <= 40 else float(raw)
    if style and style in styles.shapes and number >= 0 and (isinstance(number, int) or number.is_integer()):
        # A number that is too long for its digits to be right stays what it is: a code column refuses it.
        return Shaped.of(int(number), styles.shapes[style](int(number))) if number < _EXACT else number
    return number


def iso_day(raw: str) -> Cell:
    """A day as the strict form of the format writes it."""
    moment = datetime.fromisoformat(raw.strip())
    return moment.date() if moment.time() == datetime.min.time() else moment.replace(tzinfo=None)


def _day(serial: float, epoch_1904: bool) -> date | datetime | CellError:
    """A serial day; day 60 of the 1900 system never existed, and the days before it are one off."""
    epoch = _EPOCH_1904 if epoch_1904 else _EPOCH_1900
    if not epoch_1904 and 0 < serial < _FAKE_LEAP_DAY:
        serial += 1
    try:
        moment = epoch + timedelta(seconds=round(serial * 86400))
    except (OverflowError, ValueError):
        return CellError("#NUM!")
    return moment.date() if moment.time() == datetime.min.time() else moment


def unescape(text: str) -> str:
    """``_x000D_`` back to the character it stands for."""
    return _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text
