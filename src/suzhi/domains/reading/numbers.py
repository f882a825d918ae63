"""Written numbers: Arabic, full-width and Chinese, exact as fractions."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_SUFFIX = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

CHINESE = "[零〇一二两三四五六七八九十百千万亿]"
ARABIC = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?"
_ARABIC_SCALED = re.compile(rf"^({ARABIC})([百千万亿]*)$")
_CHINESE_ONLY = re.compile(rf"^{CHINESE}+(?:点[零〇一二三四五六七八九]+)?$")


def chinese_number(text: str) -> Fraction | None:
    """二十 -> 20, 三千五百 -> 3500, 二〇二五 -> 2025, 一点五 -> 3/2; None if it is not a number."""
    if not _CHINESE_ONLY.match(text):
        return None
    whole, _, part = text.partition("点")
    value = _positional(whole) if len(whole) > 1 and all(c in DIGITS for c in whole) else _scaled(whole)
    if value is None:
        return None
    if part:
        digits = "".join(str(DIGITS[c]) for c in part)
        return value + Fraction(int(digits), 10 ** len(digits))
    return value


def _positional(text: str) -> Fraction | None:
    """二〇二五 is read digit by digit, but 二三 or 七八 (about two or three) is no exact number."""
    if len(text) < 4 and "零" not in text and "〇" not in text:
        return None
    return Fraction(int("".join(str(DIGITS[c]) for c in text)))


def _scaled(text: str) -> Fraction | None:
    total = section = digit = 0
    pending = False
    for char in text:
        if char in DIGITS:
            if pending:
                return None
            digit, pending = DIGITS[char], DIGITS[char] != 0
        elif char in _SCALES:
            section += (digit if pending else 1) * _SCALES[char]
            digit, pending = 0, False
        else:
            total = (total + section + digit or 1) * _MYRIADS[char]
            section, digit, pending = 0, 0, False
    return Fraction(total + section + digit)


def read_number(text: str) -> Fraction | None:
    """Any written number without its unit: 20万, 1,000, 1.5, 二十, 三万."""
    scaled = _ARABIC_SCALED.match(text)
    if not scaled:
        return chinese_number(text)
    value = Fraction(Decimal(scaled.group(1).replace(",", "")))
    for char in scaled.group(2):
        value *= _SUFFIX[char]
    return value


def decimal_text(value: Fraction) -> str:
    """The shortest exact decimal; a fraction that has none (三分之二) is rounded to six places."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return f"{Decimal(value.numerator) / Decimal(value.denominator):.6f}"
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    whole = (value * 10**places).numerator
    return f"{Decimal(whole).scaleb(-places):f}"
