"""How figures are written: thousands, percent that never crosses its line, days, counted words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from suzhi.kernel.clock import BEIJING
from suzhi.kernel.exact import rounded

BLANK = "–"
Number = int | Decimal | Fraction | str


def as_fraction(value: Number | None) -> Fraction | None:
    """The exact number behind what was given; None for nothing and for text that is no number."""
    if value is None or value == "":
        return None
    try:
        return Fraction(str(value)) if isinstance(value, str | float) else Fraction(value)
    except (ValueError, TypeError):
        return None


def plain(value: Number | None, places: int | None = None) -> str:
    """``2,870``; fractions with at most two places unless told; text that is no number as it stands."""
    exact = as_fraction(value)
    if exact is None:
        return BLANK if value is None or value == "" else str(value)
    if places is None:
        places = 0 if exact.denominator == 1 else 2
    return f"{rounded(exact, places):,f}"


def percent(value: Number | None, line: Number | None = None, places: int = 2) -> str:
    """``92.00%``; rounding never moves the value onto or across the line."""
    exact = as_fraction(value)
    if exact is None:
        return BLANK
    limit = as_fraction(line)
    return f"{rounded(exact * 100, places, None if limit is None else limit * 100):,f}%"


def share(numerator: int | None, denominator: int | None, line: Number | None = None) -> str:
    """``92.00%（230/250）``; a dash where there is no denominator, never 0%."""
    if not denominator or numerator is None:
        return BLANK
    parts = f"{plain(numerator)}/{plain(denominator)}"
    return _("%(percent)s（%(parts)s）") % {
        "percent": percent(Fraction(numerator, denominator), line),
        "parts": parts,
    }


def day(value: date | datetime | None) -> str:
    """``2017年6月30日`` in Beijing."""
    if value is None or value == "":
        return BLANK
    local = value.astimezone(BEIJING) if isinstance(value, datetime) and value.tzinfo else value
    return _("%(year)d年%(month)d月%(day)d日") % {"year": local.year, "month": local.month, "day": local.day}


def moment(value: datetime | None) -> str:
    """``2017年6月30日 14:05`` in Beijing."""
    if not isinstance(value, datetime):
        return day(value)
    local = value.astimezone(BEIJING) if value.tzinfo else value
    return f"{day(value)} {local:%H:%M}"
