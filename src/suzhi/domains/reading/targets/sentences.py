"""Sentences of a paragraph, cut into segments (；) and parts (，), with the words of time in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from suzhi.domains.reading.frame import Frame
from suzhi.domains.reading.paragraphs import Paragraph
from suzhi.domains.reading.text import View
from suzhi.domains.reading.times import Time, find_times

LONGEST = 600
STRIVE = re.compile(
    r"力争|争取(?!支持|政策|各|有关|相关|当地|党政|党委|社会|多方|政府|领导|更多|主动|机会|时间(?!内))|努力(?=实现|达到|使|做到|建成|打造|完成|到|在|推动|形成|建设|培育|争取|提高|确保|把|让|将)|力求|力促|争创|逐步|稳步实现|鼓励|提倡|倡导|有条件的|推动实现|积极推动"
)
HARD = re.compile(r"确保|必须|务必|应当|不得|保证|一律")
BASIC = re.compile(
    r"基本(?=实现|建立|建成|完成|达到|覆盖|形成|全覆盖|做到|普及|全面|消除|满足|达标)|总体(?=实现|达到)|大体上"
)
_FILLER = re.compile(
    r"^(?:要|并|且|同时|其中|即|各级工会要?|主要目标是?|目标是?|总体目标|具体目标|工作目标|发展目标|力争|争取|努力|确保|计划|使|在|的|我市|全市|市总工会|预期|到)*$"
)


@dataclass(frozen=True)
class Part:
    """Text between commas; places count in the sentence."""

    start: int
    end: int
    text: str
    segment: int
    times: tuple[Time, ...]

    @property
    def rest(self) -> str:
        """What is left when the words of time are taken out."""
        out, at = "", self.start
        for time in self.times:
            out += self.text[at - self.start : time.start - self.start]
            at = time.end
        return out + self.text[at - self.start :]

    @property
    def topic(self) -> bool:
        """Only time and hardness: it sets the frame for what follows (到2025年，)."""
        return bool(self.times) and bool(_FILLER.match(self.rest))

    @property
    def leads(self) -> bool:
        """The time opens the part."""
        return bool(self.times) and bool(_FILLER.match(self.text[: self.times[0].start - self.start]))


@dataclass(frozen=True)
class Sentence:
    """A sentence of a clause; `at` is where it begins in the view of its paragraph."""

    clause: str
    view: View
    at: int
    text: str
    parts: tuple[Part, ...]
    times: tuple[Time, ...]
    ended: bool
    heading: bool = False
    past_section: bool = False
    section: str = ""
    intro: tuple[Time, ...] = field(default=())

    @cached_property
    def brackets(self) -> list[int]:
        """For each character the place of the bracket that it stands in, or -1."""
        out: list[int] = []
        open_at: list[int] = []
        for i, char in enumerate(self.text):
            if char == ")" and open_at:
                open_at.pop()
            out.append(open_at[-1] if open_at else -1)
            if char == "(":
                open_at.append(i)
        return out

    def reaches(self, time: Time, place: int) -> bool:
        """A time in brackets speaks of what stands in the same brackets only."""
        bracket = self.brackets[time.start]
        return bracket == -1 or (place < len(self.text) and self.brackets[place] == bracket)

    def part_at(self, offset: int) -> int:
        for i, part in enumerate(self.parts):
            if offset < part.end:
                return i
        return len(self.parts) - 1


def split_sentences(text: str) -> list[tuple[int, int, bool]]:
    """(start, end, ended) of each sentence; a stop inside quotes or brackets does not end one."""
    out: list[tuple[int, int, bool]] = []
    start, depth, opened = 0, 0, 0
    for i, char in enumerate(text):
        if char in "“《(":
            depth, opened = depth + 1, i
        elif char in "”》)":
            depth = max(depth - 1, 0)
        elif char in "。！？" and (depth == 0 or i - opened > 80):
            out.append((start, i, True))
            start, depth = i + 1, 0
    if start < len(text):
        out.append((start, len(text), text[-1] in "；："))
    return [piece for a, b, ended in out if b > a for piece in _cut(text, a, b, ended)]


def _cut(text: str, start: int, end: int, ended: bool) -> list[tuple[int, int, bool]]:
    """No sentence is longer than the rules can bear; one that is gets cut, at a comma if it has one."""
    out: list[tuple[int, int, bool]] = []
    while end - start > LONGEST:
        comma = max(text.rfind(sign, start + LONGEST // 2, start + LONGEST) for sign in "；，、")
        stop = comma + 1 if comma > 0 else start + LONGEST
        out.append((start, stop, True))
        start = stop
    return [*out, (start, end, ended)]


def make_sentences(clause: str, source: str, paragraph: Paragraph, skip: int, frame: Frame) -> list[Sentence]:
    """The sentences of a paragraph after the `skip` characters of its number."""
    view = View(source, paragraph.start + skip, paragraph.end)
    out = []
    for start, end, ended in split_sentences(view.text):
        text = view.text[start:end]
        times = tuple(find_times(text, frame))
        heading = not ended and start == 0 and len(text) <= 50
        out.append(Sentence(clause, view, start, text, _parts(text, times), times, ended, heading))
    return out


def _parts(text: str, times: tuple[Time, ...]) -> tuple[Part, ...]:
    parts: list[Part] = []
    start = segment = 0
    for match in re.finditer(r"[，；：|]|$", text):
        end = match.start()
        if end > start:
            inside = tuple(t for t in times if start <= t.start < end)
            parts.append(Part(start, end, text[start:end], segment, inside))
        start = match.end()
        if match.group() in {"；", "|"}:
            segment += 1
    return tuple(parts)
