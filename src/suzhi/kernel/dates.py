"""Calendar days as the programme uses them: open ends, years, and how people write them."""

from __future__ import annotations

import re
from datetime import date, timedelta

# Open ends as ordinary dates, so that both engines compare them alike and an index can serve them.
EVER = date(1, 1, 1)
FOREVER = date(9999, 12, 31)

# Days that a record may bear; with them no sum of days leaves the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2100
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)

_WRITTEN = re.compile(r"^(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?$", re.ASCII)


def parse_day(text: str) -> date:
    """Read 2017-06-30, 2017/6/30, 2017.6.30 or 2017年6月30日; raises ValueError, also out of 1900 to 2100."""
    match = _WRITTEN.match(text.strip())
    if not match:
        raise ValueError(text)
    day = date(*(int(part) for part in match.groups()))
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(text)
    return day


def day_after(day: date, days: int = 1) -> date:
    """So many days later (or earlier); the ends of the calendar are its ends here too."""
    if days > (FOREVER - day).days:
        return FOREVER
    return max(day, EVER + timedelta(days=max(-days, 0))) + timedelta(days=days)


def write_day(day: date) -> str:
    """2017年6月30日"""
    return f"{day.year}年{day.month}月{day.day}日"
