"""Tells the parts of the document from each other: covering notice, plan, tail, annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from suzhi.domains.reading.masthead import masthead
from suzhi.domains.reading.paragraphs import Paragraph

PLAN_WORDS = (
    "规划纲要|规划|实施方案|行动方案|方案|行动计划|计划|纲要|要点|实施意见|意见|办法|措施|细则|工程|任务书"
)
_YEARS = r"(?:\([^()]{0,30}\))?"
PLAN_TITLE = re.compile(rf"(?:{PLAN_WORDS})(?:\((?:试行|草案|征求意见稿|送审稿)\))?{_YEARS}$")
YEARS_ONLY = re.compile(r"^\(?(?:19|20)\d\d年?[—~至-]+(?:19|20)?\d\d年?\)?$")
NOTICE = re.compile(r"关于.*(?:印发|转发|下发|发布|公布).*(?:通知|函)$")
ANNEX_HEAD = re.compile(r"^附(?:件|表|录)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[：—]?$")
ANNEX_LIST = re.compile(r"^附(?:件|表|录)?(?:\d{1,2}|[一二三四五六七八九十])?[：—.].+")
ANNEX_NUMBERED = re.compile(r"^附(?:件|表|录)(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?=[\u4e00-\u9fff《])")
LIST_TITLE = re.compile(
    r"(?:成员名单|组成人员|名单|分工表|分解表|评分表|明细表|一览表|统计表|登记表|推荐表|汇总表|指标表|进度表|任务表|任务清单|清单)(?:\([^()]*\))?$"
)
DATE_LINE = re.compile(
    r"^(?:\()?(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}日|[二一][〇○零O0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)(?:\))?$"
)
FOOTER = re.compile(
    r"^(?:抄送|抄报|主送|主题词|分送|发送)[：]|.*办公室.{0,6}\d{4}年\d{1,2}月\d{1,2}日印发$|^—?\d{1,3}—?$"
)
_CLOSE = re.compile(r"[。；！？]")


@dataclass
class Layout:
    """Paragraphs by the part of the document they stand in."""

    head: list[Paragraph] = field(default_factory=list)
    title: list[Paragraph] = field(default_factory=list)
    masthead: list[Paragraph] = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)
    tail: list[Paragraph] = field(default_factory=list)
    annexes: list[list[Paragraph]] = field(default_factory=list)


def titled(paragraph: Paragraph) -> bool:
    """It could be a line of a title: short, no number, not a sentence."""
    bare = paragraph.bare
    return (
        paragraph.row is None
        and paragraph.marker is None
        and len(bare) <= 60
        and not _CLOSE.search(bare)
        and not bare.endswith(("，", "：", "、"))
        and not DATE_LINE.match(bare)
    )


def lay_out(paragraphs: list[Paragraph]) -> Layout:
    paragraphs = [p for p in paragraphs if not FOOTER.match(p.bare)]
    layout = Layout()
    first, after = _plan_title(paragraphs)
    layout.head, layout.title = paragraphs[:first], paragraphs[first:after]
    after = _take_masthead(layout, paragraphs, after)
    end = _plan_end(paragraphs, after)
    layout.body = paragraphs[after:end]
    _cut_signature(layout)
    _annexes(layout, paragraphs[end:])
    return layout


def _take_masthead(layout: Layout, paragraphs: list[Paragraph], after: int) -> int:
    """Number, issuers and date below the title, as web copies and adopted documents have them."""
    while after < len(paragraphs):
        paragraph = paragraphs[after]
        if paragraph.marker or paragraph.row:
            break
        if YEARS_ONLY.match(paragraph.bare):
            layout.title.append(paragraph)
        elif masthead(paragraph.bare):
            layout.masthead.append(paragraph)
        else:
            break
        after += 1
    return after


def is_wrapper(paragraphs: list[Paragraph]) -> bool:
    """A notice that only issues the plan (关于印发……的通知)."""
    opening: list[str] = []
    for paragraph in paragraphs[:14]:
        if paragraph.marker or paragraph.closed:
            break
        opening.append(paragraph.bare)
    joined = "".join(opening)[:600]
    return bool(re.search(r"关于.*?(?:印发|转发|下发|发布|公布).*?(?:通知|函)", joined))


def _plan_title(paragraphs: list[Paragraph]) -> tuple[int, int]:
    """The lines of the plan's own title, as [first, after)."""
    start = _after_notice(paragraphs) if is_wrapper(paragraphs) else 0
    last_marker = max((i for i, p in enumerate(paragraphs) if p.marker), default=0)
    limit = last_marker if start else next((i for i, p in enumerate(paragraphs) if p.marker or p.row), 0)
    for i in range(start, limit):
        if _opens_plan(paragraphs, i):
            return _block(paragraphs, i, start)
    if start:
        return start, start
    return _fallback_title(paragraphs, limit)


def _opens_plan(paragraphs: list[Paragraph], i: int) -> bool:
    bare = paragraphs[i].bare
    if not titled(paragraphs[i]) or NOTICE.search(bare) or bare.startswith("附"):
        return False
    return bool(PLAN_TITLE.search(bare))


def _block(paragraphs: list[Paragraph], i: int, start: int) -> tuple[int, int]:
    first = i
    while first > start and i - first < 3 and _title_above(paragraphs[first - 1], paragraphs[first]):
        first -= 1
    after = i + 1
    while after < len(paragraphs) and after - i < 3 and _title_below(paragraphs[after]):
        after += 1
    return first, after


def _title_above(above: Paragraph, below: Paragraph) -> bool:
    bare = above.bare
    if not titled(above) or below.gap or len(bare) > 40 or re.search(r"号$|[）)]$|文件$|^附", bare):
        return False
    return not re.search(r"\d{4}\D+\d+号", bare)


def _title_below(below: Paragraph) -> bool:
    bare = below.bare
    if not titled(below) or masthead(bare):
        return False
    return bool(YEARS_ONLY.match(bare)) or bool(
        not below.gap and len(bare) <= 30 and (bare.startswith("(") or PLAN_TITLE.search(bare))
    )


def _after_notice(paragraphs: list[Paragraph]) -> int:
    """The plan begins after the notice's date; where that is missing, after its addressees."""
    for i, paragraph in enumerate(paragraphs):
        if DATE_LINE.match(paragraph.bare) and any(p.marker for p in paragraphs[i:]):
            return i + 1
    for i, paragraph in enumerate(paragraphs[:20]):
        if paragraph.bare.endswith("：") and not paragraph.marker:
            return i + 1
    for i, paragraph in enumerate(paragraphs[:14]):
        if paragraph.bare.endswith(("通知", "函")):
            return i + 1
    return 0


def _fallback_title(paragraphs: list[Paragraph], limit: int) -> tuple[int, int]:
    """No known word ends the title: the first short lines are it."""
    first = 0
    while first < limit and (
        re.search(r"号$|文件$", paragraphs[first].bare)
        or not titled(paragraphs[first])
        or masthead(paragraphs[first].bare)
    ):
        first += 1
    after = first
    while after < min(limit, first + 3) and titled(paragraphs[after]):
        if after > first and masthead(paragraphs[after].bare):
            break
        after += 1
    return (first, after) if after > first else (0, 0)


def _plan_end(paragraphs: list[Paragraph], after: int) -> int:
    """Where the plan stops: the first annex heading, list of annexes or list title after its first clause."""
    seen = False
    for i in range(after, len(paragraphs)):
        paragraph = paragraphs[i]
        seen = seen or paragraph.marker is not None
        if not seen or paragraph.marker or paragraph.row:
            continue
        if ANNEX_HEAD.match(paragraph.bare) or ANNEX_LIST.match(paragraph.bare):
            return i
        if titled(paragraph) and (_list_title(paragraph) or ANNEX_NUMBERED.match(paragraph.bare)):
            if paragraph.bare.startswith(("专栏", "表")) or _in_clause(paragraphs, i):
                continue
            return _up(paragraphs, i, after)
    return len(paragraphs)


def _list_title(paragraph: Paragraph) -> bool:
    return bool(LIST_TITLE.search(paragraph.bare))


def _in_clause(paragraphs: list[Paragraph], i: int) -> bool:
    """A table's caption inside the plan, not an annex: top-level numbering of the plan goes on after it."""
    before = [p.marker for p in paragraphs[:i] if p.marker]
    later = next((p.marker for p in paragraphs[i + 1 :] if p.marker), None)
    if later is None or not before or ANNEX_NUMBERED.match(paragraphs[i].bare):
        return False
    same = [m.number for m in before if m.kind == later.kind]
    return bool(same) and later.number == same[-1] + 1


def _up(paragraphs: list[Paragraph], i: int, after: int) -> int:
    """A list's title may run over several lines."""
    while (
        i - 1 >= after
        and not paragraphs[i].gap
        and titled(paragraphs[i - 1])
        and len(paragraphs[i - 1].bare) <= 30
    ):
        i -= 1
    return i


def _cut_signature(layout: Layout) -> None:
    """A date line after the last clause closes the plan; the issuer's name stands above it."""
    last = max((i for i, p in enumerate(layout.body) if p.marker or p.row), default=0)
    for i in range(len(layout.body) - 1, max(len(layout.body) - 8, last), -1):
        if DATE_LINE.match(layout.body[i].bare):
            first = i
            while (
                first > last + 1 and titled(layout.body[first - 1]) and len(layout.body[first - 1].bare) <= 40
            ):
                first -= 1
            layout.tail = layout.body[first:]
            layout.body = layout.body[:first]
            return


def _annexes(layout: Layout, rest: list[Paragraph]) -> None:
    """Splits what follows the plan at annex headings and list titles."""
    current: list[Paragraph] | None = None
    for paragraph in rest:
        bare = paragraph.bare
        opens = paragraph.row is None and bool(
            ANNEX_HEAD.match(bare) or (ANNEX_NUMBERED.match(bare) and titled(paragraph))
        )
        if current is None and ANNEX_LIST.match(bare) and not opens:
            layout.tail.append(paragraph)
            continue
        if opens or (current is None and titled(paragraph) and not _in_tail(layout, paragraph)):
            current = []
            layout.annexes.append(current)
        (layout.tail if current is None else current).append(paragraph)


def _in_tail(layout: Layout, paragraph: Paragraph) -> bool:
    """After a list of annexes come its other items, the issuer and the date; then the annexes themselves."""
    return bool(layout.tail) and (
        paragraph.marker is not None
        or bool(re.search(r"(?:工会|委员会|办公室|政府|局|厅)$", paragraph.bare))
        or bool(DATE_LINE.match(paragraph.bare))
    )
