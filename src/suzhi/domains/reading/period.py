"""The years that a plan covers: its title, what it says of itself, a five-year plan's name, its stages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from suzhi.domains.reading.layout import Layout
from suzhi.domains.reading.masthead import DATE
from suzhi.domains.reading.numbers import chinese_number
from suzhi.domains.reading.paragraphs import Paragraph

Years = list[int]

_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:年?度?(?:\d{1,2}月(?:\d{1,2}日|底|末|初)?)?|\.\d{1,2})"
_SPAN = re.compile(
    rf"(?P<a>{_YEAR}){_MONTH}?(?:起|开始)?[—~至到-]{{1,2}}(?:(?P<b>{_YEAR})年?(?!\d)|\d{{1,2}}月(?:\d{{1,2}}日|底|末)?(?!\d))"
)
_CHINESE_YEAR = re.compile(r"[二][〇○零O0一二三四五六七八九]{3}(?=年)")
_STATED = re.compile(
    r"(?:规划|实施|行动|竞赛|活动|方案|计划|执行)(?:的)?(?:期限?|时间|周期|年限|时段)|时间(?:为|：)|(?:决定|定于|自|从|用)[^。；]{0,12}$|期限(?:为|：)"
)
_PAST = re.compile(
    r"近[一二两三四五六\d]?年(?:来|间)?\(?$|过去|以来|回顾|期间[^。]{0,6}已|“?十[一二三]五”?[^。]{0,4}\(?$"
)
_FIVE = re.compile(
    r"(?<![一二三四五六七八九十第])((?:十[一二三四五六七八九]|二十)五)(?![十百千万个名家人次场期天年级%号日])"
)
_FIFTEEN = re.compile(r"(?:[“](十五)[”])|(十五)(?=时期|期间|规划|发展规划)")
_ORDINAL_FIVE = re.compile(r"第([一二三四五六七八九十]{1,3})个五年(?:规划|计划|普法)")
_LAW = re.compile(r"(?<![十一二三])[“]?([五六七八九])五[”]?(?=[^。]{0,8}(?:普法|法治|法制))")
_YEARS_LONG = re.compile(
    r"(?<![\d第近每过前])([一二两三四五六七八九十]|\d{1,2})年(?!度|级|以上|来|前|内|期)[\u4e00-\u9fff“”]{0,8}?(?:行动|规划|计划|方案|攻坚|三步走)"
)
_WITHIN = re.compile(
    r"(?:力争|计划|争取|决定|拟|利?用)用?([一二两三四五六七八九十]|\d{1,2})年(?:左右)?(?:的?时间|，|完成)|按照[^。]{0,2}([三四五])年[三四五]步走"
)


def read_period(
    title: str | None, layout: Layout, opening: list[Paragraph], issued: date | None
) -> Years | None:
    """The title first, then what the plan says of itself; spans of the body only if all else is silent."""
    bare = _plain("".join((title or "").split()))
    body = _plain("".join(p.bare + "。" for p in layout.body))
    intro = _plain("".join(p.bare for p in layout.head + layout.title + layout.masthead + opening))
    start = issued.year if issued else _issue_year(layout)
    for text in (bare, _plain("".join(p.bare for p in layout.title))):
        if found := next(_spans(text), None):
            return found
    found = _stated(intro) or _stated(body) or _named(bare, bare) or _of_title(bare, start)
    found = found or next(_spans(intro), None) or _named(intro, bare) or _quoted(body)
    found = found or _union(body) or _counted(body, start) or _horizon(body, start)
    return found or _one_year(bare, intro + body, start)


def five_year_period(name: str) -> Years | None:
    """十三五 is 2016-2020; every 五年规划 follows by five years."""
    stem = re.sub(r"[“”]", "", name).removesuffix("五")
    ordinal = chinese_number(stem)
    return _five_years(int(ordinal)) if ordinal is not None and 10 <= ordinal <= 30 else None


def _five_years(ordinal: int) -> Years:
    first = 2016 + (ordinal - 13) * 5
    return [first, first + 4]


def _plain(text: str) -> str:
    """One kind of dash, and years in figures."""

    def figures(match: re.Match[str]) -> str:
        return "".join(
            str("〇一二三四五六七八九".find(c) if c in "一二三四五六七八九" else 0) for c in match.group()
        )

    return _CHINESE_YEAR.sub(figures, re.sub(r"[－–-]", "—", text))


def _spans(text: str) -> Iterator[Years]:
    """Spans of years that speak of what is to come."""
    for match in _SPAN.finditer(text):
        first = int(match["a"])
        last = int(match["b"]) if match["b"] else first
        before = text[max(match.start() - 16, 0) : match.start()]
        if 0 <= last - first <= 20 and not _PAST.search(before.rsplit("。", 1)[-1]):
            yield [first, last]


def _stated(text: str) -> Years | None:
    """规划期为…, 行动时间：…, 决定在…开展: the document says it of itself."""
    for match in _SPAN.finditer(text):
        before = text[max(match.start() - 14, 0) : match.start()]
        stage = re.search(r"阶段|\($", before[-6:])
        stated = not stage and _STATED.search(re.split(r"[。；]", before)[-1])
        first = int(match["a"])
        last = int(match["b"]) if match["b"] else first
        if stated and 0 <= last - first <= 20 and not _PAST.search(before):
            return [first, last]
    return None


def _named(text: str, title: str) -> Years | None:
    """十四五, with marks, without, or inside a longer quotation; 八五普法; the fourteenth five years."""
    if match := _LAW.search(text):
        return _five_years("五六七八九".index(match.group(1)) + 10)
    if match := _ORDINAL_FIVE.search(text):
        ordinal = int(chinese_number(match.group(1)) or 0)
        return _five_years(ordinal if ordinal >= 10 else ordinal + 5)
    if match := _FIVE.search(text):
        return five_year_period(match.group(1)) if text == title or _of_the_plan(text, match) else None
    if match := _FIFTEEN.search(text):
        return five_year_period(match.group(1) or match.group(2))
    return None


def _of_the_plan(text: str, match: re.Match[str]) -> bool:
    return bool(re.match(r"[”]?(?:时期|期间|规划|末|发展|目标|普法)|”", text[match.end() :]))


def _quoted(body: str) -> Years | None:
    names = [m for m in _FIVE.finditer(body) if _of_the_plan(body, m)]
    ahead = [m for m in names if not re.match(r"”?(?:以来|时期以来)", body[m.end() :])]
    return five_year_period(ahead[0].group(1)) if ahead else None


def _of_title(title: str, issued: int | None) -> Years | None:
    """A plan of one year, or of so many years from the year it begins or is issued."""
    year = re.search(rf"({_YEAR})(?:年|—?\d{{0,2}}年?度)", title)
    years = _YEARS_LONG.search(title)
    count = int(chinese_number(years.group(1)) or 0) if years and not years.group(1).isdigit() else 0
    count = int(years.group(1)) if years and years.group(1).isdigit() else count
    first = int(year.group(1)) if year else issued
    if count and first:
        return [first, first + count - 1]
    return [int(year.group(1))] * 2 if year else None


def _counted(body: str, issued: int | None) -> Years | None:
    """力争用三年左右时间, from the year of issue."""
    match = _WITHIN.search(body)
    if not match or issued is None:
        return None
    text = match.group(1) or match.group(2)
    count = int(text) if text.isdigit() else int(chinese_number(text) or 0)
    return [issued, issued + count - 1] if count else None


def _union(body: str) -> Years | None:
    """Stages of which none is called the plan's: from the first year to the last."""
    spans = list(_spans(body))
    if not spans:
        return None
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return [first, last] if last - first <= 20 else None


def _horizon(body: str, issued: int | None) -> Years | None:
    """到2025年, if that is the only year that the plan looks ahead to."""
    ahead = [int(m.group(1)) for m in re.finditer(rf"(?:到|至)({_YEAR})年", body)]
    if issued is None or len(set(ahead)) != 1 or not 0 < ahead[0] - issued <= 6:
        return None
    return [issued, ahead[0]]


def _one_year(title: str, text: str, issued: int | None) -> Years | None:
    """A contest or a campaign that speaks of the year of its issue and of no other."""
    if issued is None or not re.search(r"通知|竞赛|比武|大赛|活动", title):
        return None
    return [issued, issued] if {int(year) for year in re.findall(rf"({_YEAR})年", text)} == {issued} else None


def _issue_year(layout: Layout) -> int | None:
    """A masthead may say the month only."""
    for paragraph in [*layout.title, *layout.masthead, *layout.tail]:
        if match := DATE.search(paragraph.bare):
            return int(match.group()[:4]) if match.group()[:4].isdigit() else None
    return None
