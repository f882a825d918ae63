"""Words of time in a sentence: dates to keep, spans of the plan, every year, and the past."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from suzhi.domains.reading.frame import Frame
from suzhi.domains.reading.numbers import DIGITS, chinese_number
from suzhi.domains.reading.period import five_year_period
from suzhi.domains.reading.time_words import (
    BASE,
    BASIS,
    BEFORE_BASE,
    CYCLE,
    DATE,
    FIVE_END,
    FIVE_SPAN,
    LONE_HALF,
    LONE_MONTH,
    MONTHS,
    PAST,
    PLAN_END,
    PLAN_SPAN,
    SPAN,
    THIS,
    TOTAL,
    WITHIN,
    YEAR_IN_LIST,
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
    for match in LONE_MONTH.finditer(text):
        if not any(taken[match.start() : match.end()]):
            year = _year_before(found, match.start()) or frame.only or frame.issued
            found.append(Time(*match.span(), "due", _month_due(match, year) if year else None))
    for match in LONE_HALF.finditer(text):
        year = _year_before(found, match.start())
        if year and not any(taken[match.start() : match.end()]):
            found.append(Time(*match.span(), "due", f"{year}-06-30" if match["half"] else f"{year}-12-31"))
    return _from_stated_start(text, _totals(text, sorted(found, key=lambda time: time.start)))


def _totals(text: str, times: list[Time]) -> list[Time]:
    """五年来，累计…; “十三五”时期，五年共…: the sum is of the past that was named before it."""
    out: list[Time] = []
    for time in times:
        counted = time.role == "plan" and WITHIN.match(text, time.start)
        if (time.note == "total" or counted) and out and out[-1].role == "past":
            time = replace(time, role="past")
        out.append(time)
    return out


def _from_stated_start(text: str, times: list[Time]) -> list[Time]:
    """从2022年起，用4年时间: the span counts from the year that is said, not from the plan's first."""
    year: int | None = None
    out: list[Time] = []
    for time in times:
        words = text[time.start : time.end]
        said = re.search(r"(?:19|20)\d\d", words)
        if time.role == "start" and said:
            year = int(said.group())
        count = WITHIN.match(words)
        if (
            year
            and time.role == "plan"
            and count
            and (n := _count(count["n"] or count["n2"] or count["n3"] or count["n4"]))
        ):
            time = replace(time, due=str(year + n - 1))
        out.append(time)
    return out


def _year_before(times: list[Time], at: int) -> int | None:
    years = [int(t.due[:4]) for t in times if t.due and t.start < at and t.role == "due"]
    return years[-1] if years else None


def _spans(text: str, frame: Frame) -> Iterator[Time]:
    for match in MONTHS.finditer(text):
        year = int(match["year"] or match.group()[:4])
        yield Time(*match.span(), "past" if frame.is_past(year) else "due", _month_due(match, year))
    for match in SPAN.finditer(text):
        last = int(match["b"])
        yield Time(*match.span(), "past" if frame.is_past(last) else "plan", str(last))


def _fives(text: str, frame: Frame) -> Iterator[Time]:
    for pattern in (FIVE_END, FIVE_SPAN):
        for match in pattern.finditer(text):
            period = five_year_period(match["five"])
            if period is None:
                continue
            role = "due" if pattern is FIVE_END else "plan"
            if text[match.start() - 1 : match.start()] in {"比", "较", "由", "从"}:
                role = "base"
            elif frame.is_past(period[1]) or match.groupdict().get("tail") == "以来":
                role = "past"
            yield Time(*match.span(), role, str(period[1]))


def _plan_words(text: str, frame: Frame) -> Iterator[Time]:
    end = str(frame.end) if frame.end else None
    for match in BASE.finditer(text):
        yield Time(*match.span(), "base")
    for match in PAST.finditer(text):
        yield Time(*match.span(), "past")
    for match in PLAN_END.finditer(text):
        yield Time(*match.span(), "due", end)
    for match in PLAN_SPAN.finditer(text):
        yield Time(*match.span(), "plan", end)
    for match in WITHIN.finditer(text):
        count = _count(match["n"] or match["n2"] or match["n3"] or match["n4"])
        if count and "工作" not in text[match.end() : match.end() + 2]:
            yield Time(*match.span(), "plan", frame.after(count))


def _dates(text: str, frame: Frame) -> Iterator[Time]:
    for match in YEAR_IN_LIST.finditer(text):
        year = int(match.group())
        yield Time(*match.span(), "past" if frame.is_past(year) else "due", str(year))
    for match in DATE.finditer(text):
        year = _year(match["year"])
        lead, tail = match["lead"] or "", match["tail"] or ""
        if lead in BEFORE_BASE or (frame.is_past(year) and BASIS.match(text, match.end())):
            yield Time(*match.span(), "base")
        elif tail in {"起", "开始", "以来"} or lead in {"自", "从"}:
            yield Time(*match.span(), "past" if tail == "以来" else "start")
        elif frame.is_past(year) or (lead.startswith("截") and _over(frame, year, bool(match["month"]))):
            yield Time(*match.span(), "past")
        else:
            note = (
                "before_year"
                if tail.endswith("前") and match.end("year") + 1 == match.start("tail")
                else None
            )
            yield Time(*match.span(), "due", _due(match, year), note, bool(lead or tail))


def _over(frame: Frame, year: int, month: bool) -> bool:
    """截至 a year before that of issue, or a month of it."""
    now = frame.issued or frame.start
    return now is not None and (year < now or (month and year == now))


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
    for match in CYCLE.finditer(text):
        note = match["every"] or ("per_head" if match["head"] else "flow" if match["flow"] else None)
        if match["k"] and _count(match["k"]) == 5:
            yield Time(*match.span(), "plan", str(frame.end) if frame.end else None)
        else:
            yield Time(*match.span(), "cycle", None, note)
    for match in TOTAL.finditer(text):
        yield Time(*match.span(), "plan", None, "total")


def _relative(text: str, frame: Frame) -> Iterator[Time]:
    for match in THIS.finditer(text):
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
