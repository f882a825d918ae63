"""Exact figures: a value is a fraction; rounding is for display and never crosses a pass line."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

# Longer ones are no figures of a plan; 40 signs is what a stored fraction may take.
_NUMBER = re.compile(r"[+-]?[0-9./]+(?:[eE][+-]?[0-9]{1,2})?", re.ASCII)
_LONGEST = 40


def parse_fraction(text: Any) -> Fraction:
    """``400``, ``0.92`` or ``23/25``, exactly. Raises ValueError for what is no number or too long to be kept.

    The length is looked at first: ``1e999999999`` would keep a machine busy for hours.
    """
    plain = str(text).strip()
    if len(plain) > _LONGEST or not _NUMBER.fullmatch(plain):
        raise ValueError(f"no number: {plain[:_LONGEST]}")
    try:
        found = Fraction(plain)
    except ZeroDivisionError as error:
        raise ValueError(f"divided by zero: {plain}") from error
    if len(str(found)) > _LONGEST:
        raise ValueError(f"too long: {plain}")
    return found


def fraction_text(value: Fraction) -> str:
    """``23/25`` or ``400``."""
    return str(value)


def to_decimal(value: Fraction, places: int, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """The fraction as a decimal with that many places; exact until the one rounding."""
    scale = 10**places
    scaled = value * scale
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    if rounding == ROUND_CEILING:
        whole += bool(rest)
    elif rounding == ROUND_HALF_EVEN:
        twice = 2 * rest
        whole += twice > scaled.denominator or (twice == scaled.denominator and whole % 2 == 1)
    return Decimal(whole).scaleb(-places)


def rounded(value: Fraction, places: int = 2, line: Fraction | None = None) -> Decimal:
    """Half-even rounding that never moves the value onto or across the pass line.

    89.996 % with a line of 90 % stays 89.99 %; a value at or above the line never shows below it.
    """
    shown = to_decimal(value, places)
    if line is None:
        return shown
    if value < line <= Fraction(shown):
        return to_decimal(value, places, ROUND_FLOOR)
    if Fraction(shown) < line <= value:
        return to_decimal(value, places, ROUND_CEILING)
    return shown
