"""Dates that several figures, or one figure several times, are held to."""

from __future__ import annotations

import re

from suzhi.domains.reading.frame import Frame
from suzhi.domains.reading.targets.context import Timing
from suzhi.domains.reading.targets.mentions import Mention
from suzhi.domains.reading.targets.sentences import Sentence

_DONE = re.compile(r"(?:前|底|末|内)?(?:要|须)?(?:全部|全面|基本)?(?:完成|到位|实现|竣工|完工|建成)$")


def separate_due(sentence: Sentence, index: int, mention: Mention, peers: list[Mention]) -> Timing | None:
    """到2023年和2025年分别达到80%和90%: each figure has its own date."""
    part = sentence.parts[index]
    if "分别" not in part.text or len(peers) < 2:
        return None
    nearby = [sentence.parts[index - 1]] if index else []
    for holder in [part, *nearby]:
        dues = [t for t in holder.times if t.role == "due"]
        if len(dues) == len(peers):
            first = holder.start if holder is not part else None
            return Timing("date", dues[peers.index(mention)].due, "own", first=first)
    return None


def beyond_cycle(
    sentence: Sentence, index: int, mention: Mention, mentions: list[Mention], timing: Timing, frame: Frame
) -> Timing:
    """每年资助800名，取得证书的不少于3000名: more than the yearly number, so of the sum before it."""
    if timing.grain != "year" or timing.source != "sentence":
        return timing
    earlier = [
        m for m in mentions if m.start < mention.start and m.unit == mention.unit and m.kind == "count"
    ]
    if len(earlier) < 2 or not earlier[-1].low < mention.low <= max(m.low for m in earlier[:-1]):
        return timing
    part = sentence.parts[index]
    share = re.match(r"其中|取得|获得|通过", part.text) or re.search(
        r"的(?:不少于|不低于|达到?|至少)*$", part.text[: mention.start - part.start]
    )
    if not share:
        return timing
    dues = [t.due for t in sentence.times if t.role in {"due", "plan"} and t.due and t.end <= mention.start]
    return Timing("plan", dues[-1] if dues else str(frame.end) if frame.end else None, "sentence")


def each_due(sentence: Sentence, index: int, mention: Mention) -> list[str]:
    """2023年底、2025年底各组织一次: once by each of the dates."""
    part = sentence.parts[index]
    times = [t for t in part.times if t.role == "due" and t.due and t.end <= mention.start]
    shared = len(times) > 1 and re.match(r"(?:各|均|都)", sentence.text[times[-1].end :])
    return [t.due for t in times if t.due] if shared else []


def outlook(timing: Timing, frame: Frame) -> str | None:
    """A year long after the plan's end is a prospect, not a goal of this plan."""
    far = timing.due and frame.end and int(timing.due[:4]) - frame.end >= 5
    return "outlook" if far else None


def done_after(sentence: Sentence, index: int) -> Timing | None:
    """轮训一遍，2019年底前完成: the date comes behind, in a part of its own."""
    if index < 0 or index + 1 >= len(sentence.parts):
        return None
    part, after = sentence.parts[index], sentence.parts[index + 1]
    dues = [t for t in after.times if t.role == "due" and t.due]
    own = [t for t in part.times if t.role in {"due", "plan", "cycle", "past"}]
    if own or len(dues) != 1 or after.segment != part.segment or not _DONE.fullmatch(after.rest):
        return None
    return Timing("date", dues[0].due, "own")
