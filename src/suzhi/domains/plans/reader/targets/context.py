"""What governs a quantity: its time, its hardness, its comparison, its scope."""

from __future__ import annotations

import re
from dataclasses import dataclass

from suzhi.domains.plans.reader.frame import Frame
from suzhi.domains.plans.reader.targets.mentions import Mention
from suzhi.domains.plans.reader.targets.sentences import BASIC, HARD, STRIVE, Part, Sentence
from suzhi.domains.plans.reader.times import Time

_ANNUAL_BASE = re.compile(r"工资总额|经费总额|教育经费|年度预算|经费预算|预算总额|营业收入|工会经费")
_GE = re.compile(
    r"(?:不(?:得|能|应|可|会)?(?:少于|低于|小于|下于)|至少|最少|达到|达|超过|突破|大于|高于|多于|≥|>=|>|保持在?|稳定在|提高到|提升到|增长到|增加到|扩大到|发展到|提高至|提升至|增加至|增长至|扩大至)[^，；：]{0,9}$"
)
_LE = re.compile(
    r"(?:不(?:得|能|应|可)?(?:超过|高于|多于|大于|突破)|控制在|压减[到至]|降低?[到至]|下降[到至]|减少[到至]|压缩[到至]|压降[到至]|≤|<=|<|最多|至多|低于|少于|小于)[^，；：]{0,6}$"
)
_NOT_LESS = re.compile(r"不(?:得|能|应|可|会)?(?:少于|低于|小于|下于)[^，；：]{0,9}$")
_AFTER_GE = re.compile(r"^\)?(?:\(?及?含?\)?(?:及?以上|之上)|\+)")
_AFTER_LE = re.compile(r"^(?:\(含\))?(?:以内|以下|之内|及以下)")
_APPROX = re.compile(r"^(?:左右|上下)")
_EXACT = re.compile(r"(?:恰好|正好|恰|仅限?|只)(?:为|有|设|举办|开展)?$")

_NOUN = (
    "县\\(市、区\\)|县\\(区\\)|县区|县级|区县|县市区|旗县区|县|市州|地市|市|区|乡镇\\(街道\\)|"
    "镇\\(街道\\)|乡\\(镇、街道\\)|乡镇|镇街|街道|社区|村|基层工会|基层单位|产业工会|系统工会|"
    "直属工会|工会组织|工会|企事业单位|企业|单位|园区|开发区|部门|班组|站点|系统|产业|行业|"
    "地|级工会|级|职工|会员|人|工业园区|劳模|工作室|基地|地区|学员|地各单位|窗口|车间|项目"
)
EACH = re.compile(
    rf"(?:每(?:一)?(?:个|家|座|所|名|位|处|支|间)?(?:{_NOUN})|(?:各|所有|全部)(?:{_NOUN})|(?<!{'年'})人均|逐(?:县|乡|镇|村|企))(?:总工会|工会)?"
)
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
    own = _own(sentence.parts[index], mention)
    if own:
        return _timing(own, sentence, index, index, mention, frame, "own")
    part = sentence.parts[index]
    if _unfinished(sentence, index):
        return Timing("plan", None, "unfinished")
    for at in range(index - 1, -1, -1):
        above = sentence.parts[at]
        times = [t for t in above.times if t.role in {"due", "plan", "cycle", "past"}]
        if not times:
            continue
        if (
            mention.kind == "rate"
            and times[0].role == "cycle"
            and not above.topic
            and _has_topic(sentence, at)
        ):
            continue
        same_segment = above.segment == part.segment
        reaches = above.topic or (above.leads and at == 0 and times[0].role != "cycle")
        if same_segment or reaches:
            return _timing(times, sentence, at, index, mention, frame, "sentence")
    if sentence.intro:
        return _timing(list(sentence.intro), sentence, index, index, mention, frame, "intro")
    return _default(sentence, mention, frame)


def _has_topic(sentence: Sentence, before: int) -> bool:
    """A date or span was set over the whole sentence: a share goes by it, not by a 每年 in between."""
    return any(p.topic and any(t.role in {"due", "plan"} for t in p.times) for p in sentence.parts[:before])


def _own(part: Part, mention: Mention) -> list[Time]:
    """Times of the part itself; those before the quantity before those behind it."""
    times = [t for t in part.times if t.role in {"due", "plan", "cycle", "past"}]
    before = [t for t in times if t.start < mention.start]
    return before or times


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
    first = sentence.parts[at].start if source == "sentence" and at == index - 1 else None
    due = dues[-1].due if dues else None
    if "cycle" in roles:
        every = next(t.note for t in times if t.role == "cycle")
        return Timing("year", due or _topic_due(sentence, index), source, every=every, first=first)
    if dues and "plan" not in roles:
        return Timing("date", due, source, first=first, note=dues[-1].note)
    if "plan" in roles:
        plan = [t for t in times if t.role == "plan"]
        due = due or next((t.due for t in plan if t.due), None) or _earlier_due(sentence, at)
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
    if mention.kind == "rate" and _ANNUAL_BASE.search(nearby):
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
        if STRIVE.search(above.text):
            return "strive"
        if above.topic or HARD.search(above.text) or above.times:
            break
    return "hard"


def resolve_comparison(text: str, mention: Mention, begin: int) -> tuple[str, str | None]:
    """The comparison and, where the words are soft, the doubt. Goals without a word may be exceeded."""
    before, after = text[begin : mention.start], text[mention.end : mention.end + 6]
    if mention.kind == "density":
        before = text[begin : mention.end - len(mention.written)]
    if mention.high is not None:
        return "range", None
    if _AFTER_LE.match(after) and not _NOT_LESS.search(before):
        return "<=", None
    if _APPROX.match(after) or re.search(r"(?:约|大约|近)$", before) or mention.vague:
        return ("=" if _APPROX.match(after) else ">="), "approximate"
    if _EXACT.search(before):
        return "=", None
    if _LE.search(before) and not _NOT_LESS.search(before):
        return "<=", None
    return ">=", None


def stated_minimum(text: str, mention: Mention, begin: int) -> bool:
    """A word says that this is a floor or a ceiling: such a number is surely a goal."""
    before, after = text[begin : mention.start], text[mention.end : mention.end + 4]
    return bool(_GE.search(before) or _LE.search(before) or _AFTER_GE.match(after) or _AFTER_LE.match(after))


def resolve_scope(sentence: Sentence, index: int, mention: Mention) -> tuple[str | None, bool]:
    """The words that say where the target holds, and whether it holds for each."""
    part = sentence.parts[index]
    before = sentence.text[part.start : mention.start]
    words = [m.group() for m in EACH.finditer(before)]
    each = bool(words)
    if not words and index and sentence.parts[index - 1].segment == part.segment:
        above = sentence.parts[index - 1]
        if not above.topic and len(above.rest) <= 40:
            words = [m.group() for m in EACH.finditer(above.rest)]
            each = bool(words)
    wide = [m.group() for m in _WHOLE.finditer(before)] or [m.group() for m in _WHOLE.finditer(part.text)]
    found = list(dict.fromkeys([*words, *wide]))
    return ("、".join(found).replace("(", "（").replace(")", "）") or None), each
