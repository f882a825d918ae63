"""What governs a quantity: its time, its hardness, its comparison, its scope."""

from __future__ import annotations

import re
from dataclasses import dataclass

from suzhi.domains.reading.frame import Frame
from suzhi.domains.reading.targets.mentions import Mention
from suzhi.domains.reading.targets.sentences import BASIC, HARD, STRIVE, Part, Sentence
from suzhi.domains.reading.targets.verbs import VERBS
from suzhi.domains.reading.times import Time

_PER_YEAR = re.compile(r"/(?:年|季|月|人年)|每年(?=[，；。]|$)")
_ANNUAL_BASE = re.compile(
    r"工资总额|经费总额|教育经费|培训经费|公用经费|年度预算|经费预算|预算总额|营业收入|工会经费"
)
_LONG_SUBJECT = 14  # characters: a share with so much of a subject is a statement of its own
_FIGURE_WORDS = re.compile(r"(?:不低于|不少于|达到|达|超过|为|至少|均|都|应|要|在)+$")
_EACH_BUILDS = re.compile(r"(?:各|每个)[^，；]{2,12}(?:建立|建成|设立|建有|拥有)[^，；]{0,4}$")
_NOUN = (
    "县\\(市、区\\)|县\\(区\\)|县区|县级|区县|县市区|旗县区|县|市州|地市|市|区|乡镇\\(街道\\)|"
    "镇\\(街道\\)|乡\\(镇、街道\\)|乡镇|镇街|街道|社区|村|基层工会|基层单位|产业工会|系统工会|"
    "直属工会|工会组织|工会|企事业单位|企业|单位|园区|开发区|部门|班组|站点|系统|产业|行业|"
    "地|级工会|级|职工|会员|人|工业园区|劳模|工作室|基地|地区|学员|地各单位|窗口|车间|项目"
)
EACH = re.compile(
    rf"(?:每(?:一)?(?:个|家|座|所|名|位|处|支|间)?(?:{_NOUN})|(?:各|所有|全部)(?:{_NOUN})|(?<!{'年'})人均|逐(?:县|乡|镇|村|企))(?:总工会|工会)?"
)
_ROLES = {"due", "plan", "cycle", "past"}
_SHORT = {"每周", "每天", "每日", "每月", "每个月", "每季度", "每半年"} | {
    f"每周{day}" for day in "一二三四五六日天末"
}
_BARE_CYCLE = re.compile(
    r"(?:不少于|不低于|至少|达到?|约|平均|新增|新建|各)*\d{1,12}(?:,\d{3})*(?:\.\d+)?[百千万亿]?[\u4e00-\u9fff]{1,3}(?:以上|左右)?"
)
_ALL_OVER = re.compile(r"全(?:市|县|区|省|州|盟|旗|国|系统|行业)")
_WHOLE = re.compile(
    r"全市|全县|全区|全省|全州|全盟|全旗|全国|全系统|全行业|市总工会|县总工会|区总工会|省总工会|州总工会|市本级|市级|县级|省级|区级|全体(?:职工|会员)|(?:规模以上|规上|公有制|非公有制|非公|国有|百人以上|已建会|建会|重点|具备条件的|有条件的|新建)[\u4e00-\u9fff]{0,4}(?:企业|单位|县\(市、区\)|工会)|企事业单位|县以上工会系统|县级以上工会|生产建设企\(事\)业单位"
)


@dataclass(frozen=True)
class Timing:
    """The due date and grain of a quantity, and where they come from."""

    grain: str
    due: str | None
    source: str
    past: bool = False
    every: str | None = None
    first: int | None = None
    note: str | None = None


def resolve_time(sentence: Sentence, index: int, mention: Mention, frame: Frame) -> Timing:
    """The nearest word of time wins; a topic (到2025年，) reaches over the whole sentence."""
    if _PER_YEAR.match(sentence.text[mention.end :]):
        return Timing("year", None, "own")
    own = _own(sentence, index, mention)
    if own:
        return _timing(own, sentence, index, index, mention, frame, "own")
    part = sentence.parts[index]
    if _unfinished(sentence, index):
        return Timing("plan", None, "unfinished")
    for at in range(index - 1, -1, -1):
        above = sentence.parts[at]
        times = [t for t in above.times if t.role in _ROLES and sentence.reaches(t, mention.start)]
        if not times or (times[0].role == "cycle" and _aside(sentence, at)):
            continue
        if times[0].role == "cycle" and not above.topic and _keeps_its_cycle(sentence, at, mention, times[0]):
            continue
        same_segment = above.segment == part.segment
        reaches = above.topic or (above.leads and at == 0 and times[0].role != "cycle")
        reaches = reaches and not _dated_between(sentence, at, index)
        if same_segment or reaches:
            return _timing(times, sentence, at, index, mention, frame, "sentence")
    if sentence.intro:
        return _timing(list(sentence.intro), sentence, index, index, mention, frame, "intro")
    return _default(sentence, mention, frame)


def _dated_between(sentence: Sentence, at: int, index: int) -> bool:
    """到2023年达到60%，到2025年达到75%；…: with two dates before it, a new statement has neither."""
    between = [p for p in sentence.parts[at + 1 : index] if p.segment != sentence.parts[index].segment]
    return any(t.role == "due" for p in between for t in p.times)


def _keeps_its_cycle(sentence: Sentence, at: int, mention: Mention, cycle: Time) -> bool:
    """年人均阅读8本 speaks of its own measure only; a share goes by the date that is set over all."""
    averaged = sentence.text[cycle.start : cycle.end] == "年均"
    if (cycle.note in _SHORT or averaged) and _has_subject(sentence, mention):
        return True
    if (
        cycle.note == "per_head"
        or mention.kind == "zero"
        or (cycle.note == "flow" and mention.kind == "count")
    ):
        return True
    told = not EACH.search(sentence.parts[at].text)
    behind = sentence.text[sentence.parts[at].end : mention.start]
    if mention.kind == "count" and told and _EACH_BUILDS.search(behind):
        return True
    part = sentence.parts[sentence.part_at(mention.start)]
    subject = _FIGURE_WORDS.sub("", part.text[: max(mention.start - part.start, 0)])
    alone = len(subject) >= _LONG_SUBJECT and not subject.startswith("其中")
    if re.search(r"(?:人数|总数|总量)(?:保持|稳定)在$", part.text[: max(mention.start - part.start, 0)]):
        return True
    return mention.kind == "rate" and (alone or _has_topic(sentence, at))


def _has_topic(sentence: Sentence, before: int) -> bool:
    """A date or span was set over the whole sentence: a share goes by it, not by a 每年 in between."""
    return any(p.topic and any(t.role in {"due", "plan"} for t in p.times) for p in sentence.parts[:before])


def _aside(sentence: Sentence, at: int) -> bool:
    """新建100家，每年20家，…: between commas, after a sum, it speaks of its own number only."""
    part, earlier = sentence.parts[at], sentence.parts[:at]
    sums = any(re.search(r"\d", p.rest) and not any(t.role == "cycle" for t in p.times) for p in earlier)
    return sums and bool(_BARE_CYCLE.fullmatch(part.rest)) and part.times[0].start == part.start


def _has_subject(sentence: Sentence, mention: Mention) -> bool:
    """每周开放5天，藏书2000册: what has a subject of its own is not counted by the week."""
    part = sentence.parts[sentence.part_at(mention.start)]
    subject = _FIGURE_WORDS.sub("", part.text[: max(mention.start - part.start, 0)])
    if VERBS.match(subject) and not re.match(r"藏书|面积", subject):
        return False
    return len(subject) >= 2 and not re.match(r"每[次期场个名支堂课讲]|其中|人均|平均", subject)


def _own(sentence: Sentence, index: int, mention: Mention) -> list[Time]:
    """Times of the part itself; those before the quantity before those behind it."""
    part = sentence.parts[index]
    times = [t for t in part.times if t.role in _ROLES and sentence.reaches(t, mention.start)]
    before = [t for t in times if t.start < mention.start]
    return before or [
        t
        for t in times
        if "、" not in part.text[mention.end - part.start : t.start - part.start]
        and (t.note not in _SHORT or t.start == mention.end)
    ]


def _unfinished(sentence: Sentence, index: int) -> bool:
    """The paragraph breaks off after a comma: what followed, perhaps a date, is missing."""
    last = len(sentence.parts) - 1
    broken = not sentence.ended and sentence.text.endswith("，")
    return broken and index == last and bool(STRIVE.match(sentence.parts[index].text))


def _timing(
    times: list[Time], sentence: Sentence, at: int, index: int, mention: Mention, frame: Frame, source: str
) -> Timing:
    roles = {t.role for t in times}
    dues = [t for t in times if t.role == "due"]
    if times[0].role == "past" and not roles & {"due", "plan"}:
        return Timing("date", None, source, past=True)
    first = sentence.parts[at].start if source == "sentence" and at == index - 1 else None
    due = dues[-1].due if dues else None
    if "cycle" in roles:
        every = next(t.note for t in times if t.role == "cycle")
        return Timing("year", due or _topic_due(sentence, index), source, every=every, first=first)
    if dues and "plan" not in roles:
        return Timing("date", due, source, first=first, note=dues[-1].note)
    if "plan" in roles:
        plan = [t for t in times if t.role == "plan"]
        due = due or next((t.due for t in reversed(plan) if t.due), None) or _earlier_due(sentence, at)
        return Timing("plan", due or _end(frame), source, first=first)
    return Timing("date", None, source, past=True, first=first)


def _topic_due(sentence: Sentence, index: int) -> str | None:
    """到2025年，每年…: the date stands alone right before."""
    if index == 0 or not sentence.parts[index - 1].topic:
        return None
    return next((t.due for t in sentence.parts[index - 1].times if t.role == "due"), None)


def _earlier_due(sentence: Sentence, at: int) -> str | None:
    for part in reversed(sentence.parts[:at]):
        for time in part.times:
            if time.role == "due":
                return time.due
    return next((t.due for t in sentence.intro if t.role == "due"), None)


def _end(frame: Frame) -> str | None:
    return str(frame.end) if frame.end else None


def _default(sentence: Sentence, mention: Mention, frame: Frame) -> Timing:
    """No word of time: shares of yearly sums are yearly, all else runs to the plan's end."""
    index = sentence.part_at(mention.start)
    share = (
        sentence.parts[max(index - 1, 0) : index + 1] if sentence.parts[index].text.startswith("其中") else []
    )
    nearby = "".join(part.text for part in [*share, sentence.parts[index]])
    covers = re.search(r"(?:率|面|覆盖)$", _FIGURE_WORDS.sub("", nearby[: nearby.find(mention.written)]))
    if mention.kind == "rate" and mention.low < 1 and not covers and _ANNUAL_BASE.search(nearby):
        return Timing("year", None, "annual_base")
    return Timing("plan", _end(frame), "period")


def resolve_commitment(sentence: Sentence, index: int, mention: Mention) -> str:
    """hard, basic or strive; striving carries over commas until a new statement starts."""
    part = sentence.parts[index]
    around = part.text[: max(mention.end - part.start, 0)]
    if BASIC.search(around):
        return "basic"
    if STRIVE.search(around):
        return "strive"
    if HARD.search(around) or any(t.role in {"due", "cycle", "plan"} for t in part.times):
        return "hard"
    for at in range(index - 1, -1, -1):
        above = sentence.parts[at]
        if above.segment != part.segment and not above.topic:
            continue
        if STRIVE.search(above.text) and _governs(above):
            return "strive"
        if above.topic or HARD.search(above.text) or above.times:
            break
    return "hard"


def _governs(part: Part) -> bool:
    """力争 before its subject reaches over the commas; behind it (参保率力争达到) it stays with it."""
    found = STRIVE.search(part.rest)
    return not (found and re.search(r"(?:率|面|数|量|度|比例|占比|比重)$", part.rest[: found.start()]))


def resolve_scope(sentence: Sentence, index: int, mention: Mention) -> tuple[str | None, bool]:
    """The words that say where the target holds, and whether it holds for each."""
    part = sentence.parts[index]
    before = sentence.text[part.start : mention.start]
    words = [m.group() for m in EACH.finditer(before)]
    each = bool(words)
    if (
        not words
        and index
        and not _ALL_OVER.match(part.text)
        and sentence.parts[index - 1].segment == part.segment
    ):
        above = sentence.parts[index - 1]
        if not above.topic and len(above.rest) <= 40:
            words = [m.group() for m in EACH.finditer(above.rest)]
            each = bool(words)
    wide = [m.group() for m in _WHOLE.finditer(before)] or [m.group() for m in _WHOLE.finditer(part.text)]
    found = list(dict.fromkeys([*words, *wide]))
    return ("、".join(found).replace("(", "（").replace(")", "）") or None), each
