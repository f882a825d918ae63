"""The years that a plan covers, from its title, its preamble, or the name of a five-year plan."""

from __future__ import annotations

import re
from datetime import date

from suzhi.domains.reading.layout import YEARS_ONLY, Layout
from suzhi.domains.reading.numbers import chinese_number
from suzhi.domains.reading.paragraphs import Paragraph

_SPAN = re.compile(r"((?:19|20)\d\d)年?[—~至到-]{1,2}((?:19|20)\d\d)年?")
_FIVE = re.compile(r"[“]?(十[一二三四五六七八九]?|二十)五[”]?")


def read_period(
    title: str | None, layout: Layout, opening: list[Paragraph], issued: date | None
) -> list[int] | None:
    """From the title, a 五年规划 name in it, else the first span of years before the clauses."""
    bare = "".join((title or "").split())
    intro = "".join(p.bare for p in layout.head + layout.title + opening)
    for text in (_dashes(bare), _dashes("".join(p.bare for p in layout.title)), _dashes(intro)):
        if found := _span_of(text):
            return found
    for text in (bare, intro, "".join(p.bare for p in layout.body)):
        if match := _FIVE.search(_only_named_periods(text)):
            return five_year_period(match.group(0))
    return _short_period(bare, issued) or _span_of(_dashes("".join(p.bare for p in layout.body)))


def _only_named_periods(text: str) -> str:
    """Leaves the spans like “十四五” that name a period, not 十五 as a number."""
    return "".join(
        re.findall(
            r"[“](?:十[一二三四五六七八九]?|二十)五[”]|(?:十[一二三四六七八九]|二十)五(?=时期|期间|规划|末)",
            text,
        )[:1]
    )


def _span_of(text: str) -> list[int] | None:
    for match in _SPAN.finditer(text):
        first, last = int(match.group(1)), int(match.group(2))
        if 0 < last - first <= 20:
            return [first, last]
    return None


def _dashes(text: str) -> str:
    return re.sub(r"[－–-]", "—", text)


def five_year_period(name: str) -> list[int] | None:
    """十三五 is 2016-2020; every 五年规划 follows by five years."""
    stem = re.sub(r"[“”]", "", name).removesuffix("五")
    ordinal = chinese_number(stem)
    if ordinal is None or not 10 <= ordinal <= 30:
        return None
    first = 2016 + (int(ordinal) - 13) * 5
    return [first, first + 4]


def _short_period(title: str, issued: date | None) -> list[int] | None:
    """A plan of one year, or of so many years from the year it is issued."""
    year = re.search(r"((?:19|20)\d\d)年", title)
    if year and not YEARS_ONLY.match(title):
        return [int(year.group(1)), int(year.group(1))]
    years = re.search(r"([一二三四五六七八九十]|\d{1,2})年(?:行动|规划|计划)", title)
    if years and issued:
        text = years.group(1)
        count = int(text) if text.isdigit() else int(chinese_number(text) or 0)
        return [issued.year, issued.year + count - 1] if count else None
    return None
