"""Words of time in a sentence: dates to keep, spans of the plan, every year, and the past."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from suzhi.domains.plans.reader.frame import Frame
from suzhi.domains.plans.reader.numbers import DIGITS, chinese_number
from suzhi.domains.plans.reader.period import five_year_period

_N = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})"
_MONTH = r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份?"
_MONTH += r"(?:(?P<day>\d{1,2})日|(?P<mend>底|末)|上旬|中旬|下旬|初)?"
_PART = r"(?P<yend>年底|年末|底|末)|(?P<half>上半年|年中)|下半年"
_PART += r"|(?P<quarter>第?[一二三四1-4])季度(?:末|底)?|初|年初"
_YEAR = rf"(?P<year>(?:19|20)\d\d|二[〇○零0][一二三四五六七八九〇○零]{{2}})年(?:度)?(?:{_MONTH}|{_PART})?"
_TAIL = r"(?P<tail>以来|起|开始|(?:以|之)?前|期间|建成时)?"

_DATE = re.compile(rf"(?P<lead>截至|截止到?|比|较|同比|自|从|到|至|在|于)?{_YEAR}{_TAIL}")
_LONE_MONTH = re.compile(rf"(?<![每年\d\-—])(?P<lead>到|至|于)?{_MONTH}(?P<tail>(?:以|之)?前)")
_SPAN = re.compile(r"(?P<a>(?:19|20)\d\d)年?(?:[—~]{1,2}|至|到)(?P<b>(?:19|20)\d\d)年(?:期间|间|度)?")
_FIVE = r"[“]?(?P<five>(?:十[一二三四五六七八九]?|二十)五)[”]?"
_FIVE_END = re.compile(rf"(?:到|至|在)?{_FIVE}(?:时期|规划|期|期间)?(?:末|期末|结束|收官)(?:时|之年)?")
_FIVE_SPAN = re.compile(rf"{_FIVE}(?:规划)?(?P<tail>时期|期间|期内|以来|时段|五年|(?=，))")
_PLAN_END = re.compile(r"(?:到|至)?(?:本?规划期?末|规划期结束(?:时|前)?|规划期满|期末)")
_PLAN_SPAN = re.compile(r"(?:在)?(?:本)?规划(?:实施)?(?:期内|期间|期|周期内)(?!限)|实施期内|行动期内")
_WITHIN = re.compile(
    rf"(?:在|用|力争|争取|通过)?(?:未来|今后|接下来的?|计划用|前)?{_N}年(?:左右)?(?:(?:之|以)?内|的?时间(?:内|里)?|间|期间)"
    rf"|(?:未来|今后|接下来的?)(?P<n2>\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})年(?!规划|行动|计划)"
    rf"|(?P<n3>\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})年(?=共(?!同)|累计|总计|合计)"
)
_TOTAL = re.compile(r"累计|总计|合计|总共")
_PAST = re.compile(
    r"(?:过去|近|这)?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})年来|近(?:几|\d|[一二两三四五])?年来?|截至目前|截止目前|目前|迄今|去年|上年|现阶段已?|多年来|以往"
)
_CYCLE = re.compile(
    r"每年度?(?:\d{1,2}月(?:\d{1,2}日|底|末)?(?:(?:以|之)?前)?|年底前?|年初)?|年均|每个?年度|逐年|按年度?|(?<![\d一二两三四五六七八九十第近每这用去])(?:一年|1年)(?=[^，；。]{0,4}(?:不少于|至少|(?:\d{1,2}|[一两二三四五六])[次场期]))|全年|年人均|人均每年|年度内|人均年|(?<!每)年度(?!计划|工作|总结|考核|报告|重点|预算|会议|评估|任务|目标|安排|方案)|(?<![\d末底全当每今明去一两二三四五六七八九十近多几往来周成青老少学])年(?=培训|接待|服务|借阅|开展|举办|组织|参与|帮扶|资助|人均|受益|惠及|吸引|新增|发放|办理)"
    r"|(?P<every>每个?季度?|每半年|每个?月|每周|每(?P<k>两|二|三|四|五|\d)年|每学期)"
)
_THIS = re.compile(
    r"(?:到|至)?(?P<this>今年|本年|当年|年内|明年)(?P<end>年?底|年?末)?(?P<before>前)?|(?<!每年)(?<!\d年)(?:到|至)?年底前"
)


@dataclass(frozen=True)
class Time:
    """One expression. role: due, plan (a span), cycle (each year), past, base (compared with), start."""

    start: int
    end: int
    role: str
    due: str | None = None
    note: str | None = None
    lead: bool = False


def find_times(text: str, frame: Frame) -> list[Time]:
    """All of them in their order, none overlapping (the first rule that claims a place keeps it)."""
    found: list[Time] = []
    taken = [False] * len(text)
    for rule in (_spans, _fives, _plan_words, _dates, _cycles, _relative):
        for time in rule(text, frame):
            if time.end > time.start and not any(taken[time.start : time.end]):
                taken[time.start : time.end] = [True] * (time.end - time.start)
                found.append(time)
    for match in _LONE_MONTH.finditer(text):
        if not any(taken[match.start() : match.end()]):
            year = _year_before(found, match.start()) or frame.issued
            found.append(Time(*match.span(), "due", _month_due(match, year) if year else None))
    return _from_stated_start(text, sorted(found, key=lambda time: time.start))


def _from_stated_start(text: str, times: list[Time]) -> list[Time]:
    """从2022年起，用4年时间: the span counts from the year that is said, not from the plan's first."""
    year: int | None = None
    out: list[Time] = []
    for time in times:
        words = text[time.start : time.end]
        said = re.search(r"(?:19|20)\d\d", words)
        if time.role == "start" and said:
            year = int(said.group())
        count = _WITHIN.match(words)
        if year and time.role == "plan" and count and (n := _count(count["n"] or count["n2"] or count["n3"])):
            time = replace(time, due=str(year + n - 1))
        out.append(time)
    return out


def _year_before(times: list[Time], at: int) -> int | None:
    years = [int(t.due[:4]) for t in times if t.due and t.start < at and t.role == "due"]
    return years[-1] if years else None


def _spans(text: str, frame: Frame) -> Iterator[Time]:
    for match in _SPAN.finditer(text):
        last = int(match["b"])
        yield Time(*match.span(), "past" if frame.is_past(last) else "plan", str(last))


def _fives(text: str, frame: Frame) -> Iterator[Time]:
    for pattern in (_FIVE_END, _FIVE_SPAN):
        for match in pattern.finditer(text):
            period = five_year_period(match["five"])
            if period is None:
                continue
            role = "due" if pattern is _FIVE_END else "plan"
            if frame.is_past(period[1]) or match.groupdict().get("tail") == "以来":
                role = "past"
            yield Time(*match.span(), role, str(period[1]))


def _plan_words(text: str, frame: Frame) -> Iterator[Time]:
    end = str(frame.end) if frame.end else None
    for match in _PAST.finditer(text):
        yield Time(*match.span(), "past")
    for match in _PLAN_END.finditer(text):
        yield Time(*match.span(), "due", end)
    for match in _PLAN_SPAN.finditer(text):
        yield Time(*match.span(), "plan", end)
    for match in _WITHIN.finditer(text):
        count = _count(match["n"] or match["n2"] or match["n3"])
        if count and "工作" not in text[match.end() : match.end() + 2]:
            yield Time(*match.span(), "plan", frame.after(count))


def _dates(text: str, frame: Frame) -> Iterator[Time]:
    for match in _DATE.finditer(text):
        year = _year(match["year"])
        lead, tail = match["lead"] or "", match["tail"] or ""
        if lead in {"比", "较", "同比"}:
            yield Time(*match.span(), "base")
        elif tail in {"起", "开始", "以来"} or lead in {"自", "从"}:
            yield Time(*match.span(), "past" if tail == "以来" else "start")
        elif frame.is_past(year) or (lead.startswith("截") and frame.issued and year < frame.issued):
            yield Time(*match.span(), "past")
        else:
            note = (
                "before_year"
                if tail.endswith("前") and match.end("year") + 1 == match.start("tail")
                else None
            )
            yield Time(*match.span(), "due", _due(match, year), note, bool(lead or tail))


def _due(match: re.Match[str], year: int) -> str:
    if match["month"]:
        return _month_due(match, year)
    if match["yend"]:
        return f"{year}-12-31"
    if match["half"]:
        return f"{year}-06-30"
    if match["quarter"]:
        quarter = _count(match["quarter"].removeprefix("第")) or 4
        return f"{year}-{quarter * 3:02}-{calendar.monthrange(year, quarter * 3)[1]:02}"
    return str(year)


def _month_due(match: re.Match[str], year: int) -> str:
    month = min(max(_count(match["month"]) or 12, 1), 12)
    last = calendar.monthrange(year, month)[1]
    day = min(int(match["day"]), last) if match["day"] else last
    return f"{year}-{month:02}-{day:02}"


def _cycles(text: str, frame: Frame) -> Iterator[Time]:
    for match in _CYCLE.finditer(text):
        note = match["every"]
        if match["k"] and _count(match["k"]) == 5:
            yield Time(*match.span(), "plan", str(frame.end) if frame.end else None)
        else:
            yield Time(*match.span(), "cycle", None, note)
    for match in _TOTAL.finditer(text):
        yield Time(*match.span(), "plan", None, "total")


def _relative(text: str, frame: Frame) -> Iterator[Time]:
    for match in _THIS.finditer(text):
        year = frame.issued or frame.start
        if year is None:
            continue
        if match["this"] == "明年":
            year += 1
        whole = not (match["end"] or match["before"] or match["this"] is None)
        yield Time(*match.span(), "due", str(year) if whole else f"{year}-12-31")


def _year(text: str) -> int:
    return int(text) if text.isdigit() else int("".join(str(DIGITS.get(c, 0)) for c in text))


def _count(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    value = chinese_number(text)
    return int(value) if value is not None else None
