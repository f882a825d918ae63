"""Goals without a figure: by a date each has one or a thing is done; 一批, which leaves the number open."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from suzhi.domains.reading.frame import Frame
from suzhi.domains.reading.intake.source import Source
from suzhi.domains.reading.model import Doubtful, OpenGoal, Target
from suzhi.domains.reading.targets.build import doubtful, implied_target, place_of
from suzhi.domains.reading.targets.context import resolve_time
from suzhi.domains.reading.targets.coverage import unnumbered_goal
from suzhi.domains.reading.targets.dues import done_after, outlook
from suzhi.domains.reading.targets.lists import split_list
from suzhi.domains.reading.targets.mentions import Mention
from suzhi.domains.reading.targets.sentences import Sentence

_ONE = Fraction(1)
_OPEN = re.compile(r"一批|一大批|若干|一系列")
_BEGINS = re.compile(r"(?:全面|正式)?(?:启动|起步|开展|实施|推进|推开|完成)")
_UNCOUNTED = re.compile(r"展望|[\u4e00-\u9fff“”、]{2,20}\([^()]*[年月日]\)$")


def unnumbered(
    source: Source, sentence: Sentence, frame: Frame, numbered: set[int]
) -> tuple[list[Target], list[Doubtful]]:
    """Goals without a figure (every county has one by a date), and dated words that are none."""
    goals: list[Target] = []
    doubts: list[Doubtful] = []
    for index, part in enumerate(sentence.parts):
        if index in numbered or sentence.past_section:
            continue
        here = Mention(part.end, part.end, "full", _ONE, None, None)
        timing = resolve_time(sentence, index, here, frame)
        if timing.past or timing.grain == "year":
            continue
        timed = timing.source in {"own", "sentence"}
        dated = (
            timing.grain == "date"
            and timing.due is not None
            and (timing.source == "own" or timing.first is not None)
        )
        goal = unnumbered_goal(sentence, part, timed, dated)
        if goal is None or _OPEN.search(part.text) or _UNCOUNTED.match(sentence.text):
            continue
        if index - 1 in numbered and done_after(sentence, index - 1):
            continue
        if re.fullmatch(r"(?:全面|正式)?(?:启动|起步)", part.rest):
            goal = replace(goal, kind="unmeasured")
        idle = goal.kind == "unmeasured" or _BEGINS.fullmatch(part.rest)
        if idle and _measured_later(sentence, index, numbered):
            continue
        implied, later = goal.kind in {"each", "milestone"}, outlook(timing, frame)
        if implied and not later:
            goals.append(implied_target(source, sentence, index, timing, goal.kind, goal.who))
        else:
            reason = "outlook" if implied else goal.kind
            doubts.append(doubtful(source, sentence, (goal.start, goal.end), None, reason))
    return goals, doubts


def _measured_later(sentence: Sentence, index: int, numbered: set[int]) -> bool:
    """The part is only the subject of a figure that follows."""
    segment = sentence.parts[index].segment
    return any(at > index and sentence.parts[at].segment == segment for at in numbered)


def open_goals(source: Source, sentence: Sentence) -> list[OpenGoal]:
    """选树一批标兵、模范 leaves two numbers open."""
    found: list[OpenGoal] = []
    for match in _OPEN.finditer(sentence.text):
        part = sentence.parts[sentence.part_at(match.start())]
        quote = sentence.view.quote(sentence.at + part.start, sentence.at + part.end)
        place = place_of(source, sentence, part.start, part.end)
        after = _OPEN.split(sentence.text[match.end() : part.end])[0]
        things = split_list(after.removeprefix("、"))
        each = things if 2 <= len(things) <= 6 and all(2 <= len(thing) <= 24 for thing in things) else [after]
        found += [OpenGoal(sentence.clause, quote, match.group(), place, _own_width(thing)) for thing in each]
    return found


def _own_width(thing: str) -> str:
    """As the document writes it."""
    return thing.strip("的、和").replace("(", "（").replace(")", "）")
