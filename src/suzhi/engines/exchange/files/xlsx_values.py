"""Numbers, dates and escapes as .xlsx writes them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from suzhi.engines.exchange.files.cells import Cell, CellError

# Built-in number formats that show a day; 27-36 and 50-58 are the Chinese ones.
_BUILT_IN = frozenset([*range(14, 18), 22, *range(27, 37), *range(50, 59)])
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAY_LETTERS = re.compile(r"[yd年月日]", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = re.compile(r"^-?\d+$")
_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_FAKE_LEAP_DAY = 60


def date_styles(styles: Any) -> frozenset[str]:
    """The cell style numbers, as text, under which a number is a day."""
    custom = {one.get("numFmtId"): one.get("formatCode") or "" for one in styles.iter("{*}numFmt")}
    days = set()
    for formats in styles.iter("{*}cellXfs"):
        for number, style in enumerate(one for one in formats if one.tag.endswith("}xf")):
            code = style.get("numFmtId") or "0"
            if shows_day(custom[code]) if code in custom else int(code) in _BUILT_IN:
                days.add(str(number))
    return frozenset(days)


def shows_day(code: str) -> bool:
    """Whether a number format shows a calendar day."""
    return bool(_DAY_LETTERS.search(_QUOTED.sub("", code)))


def number_value(raw: str, day: bool, epoch_1904: bool) -> Cell:
    """The number, or the day that it stands for."""
    if day:
        return _day(float(raw), epoch_1904)
    if _DIGITS.match(raw) and len(raw) <= 40:
        return int(raw)
    return float(raw)


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
