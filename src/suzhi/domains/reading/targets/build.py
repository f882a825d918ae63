"""Puts a goal together from a quantity and what governs it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from suzhi.domains.reading.intake.source import Source
from suzhi.domains.reading.model import Doubtful, Place, Target
from suzhi.domains.reading.numbers import decimal_text
from suzhi.domains.reading.targets.comparison import resolve_comparison
from suzhi.domains.reading.targets.context import (
    Timing,
    resolve_commitment,
    resolve_scope,
)
from suzhi.domains.reading.targets.lists import separate_items, shared_items
from suzhi.domains.reading.targets.mentions import Mention
from suzhi.domains.reading.targets.naming import measure_of
from suzhi.domains.reading.targets.reasons import EXPLAIN
from suzhi.domains.reading.targets.sentences import HARD, STRIVE, Sentence

_FIGURE = re.compile(r"(?:不少于|不低于|达到|达|至少|超过|提高到|提升到|保持在|控制在|不超过)*$")


def value_text(mention: Mention) -> str | list[str]:
    if mention.high is not None:
        return [decimal_text(mention.low), decimal_text(mention.high)]
    return decimal_text(mention.low)


def build_targets(
    source: Source, sentence: Sentence, index: int, mention: Mention, timing: Timing, peers: int, rank: int
) -> list[Target]:
    """Usually one; a shared figure (均, 各) gives one for each measure in its list."""
    part = sentence.parts[index]
    before = sentence.text[part.start : mention.start]
    comparison, doubt = resolve_comparison(sentence.text, mention, part.start)
    scope, each = resolve_scope(sentence, index, mention)
    start, end = _quote_span(sentence, index, mention, timing)
    repeated = mention.kind == "count" and bool(
        re.search(r"轮训[^，；]{0,6}$", before) and mention.low == 1 and mention.unit in {"次", "遍"}
    )
    target = Target(
        clause=sentence.clause,
        quote=sentence.view.quote(sentence.at + start, sentence.at + end).strip(),
        value=value_text(mention),
        comparison=comparison,
        unit=mention.unit,
        grain=timing.grain,
        scope=scope,
        due=timing.due,
        commitment=resolve_commitment(sentence, index, mention),
        rate=mention.kind in {"rate", "point", "full"} or repeated,
        each=each,
        measure=measure_of(sentence, index, mention),
        due_from=timing.source,
        rule=_rule(mention, timing, repeated),
        doubt=doubt or _soft(sentence, index, timing),
        place=place_of(source, sentence, start, end),
    )
    items = shared_items(before)
    if items:
        return [replace(target, measure=item, rule=target.rule + "+shared_list") for item in items]
    names = (
        separate_items(sentence.text[part.start : _first_figure(sentence, index)], peers) if peers > 1 else []
    )
    return [replace(target, measure=names[rank], rule=target.rule + "+separate_list") if names else target]


def _first_figure(sentence: Sentence, index: int) -> int:
    part = sentence.parts[index]
    match = re.search(r"分别[^，；]*?(?=\d|百分之)", part.text)
    return part.start + match.end() if match else part.end


def _rule(mention: Mention, timing: Timing, repeated: bool) -> str:
    kind = "trained_once" if repeated else mention.kind
    return f"{kind}/{timing.grain}/{timing.source}"


def _soft(sentence: Sentence, index: int, timing: Timing) -> str | None:
    if timing.source == "unfinished":
        return "unfinished"
    if "原则上" in sentence.parts[index].text:
        return "in_principle"
    return timing.note


def _quote_span(sentence: Sentence, index: int, mention: Mention, timing: Timing) -> tuple[int, int]:
    """The part with its figure, with the date before it, or with its subject where the part has none."""
    part = sentence.parts[index]
    start = part.start if timing.first is None else timing.first
    bare = STRIVE.sub("", HARD.sub("", _FIGURE.sub("", part.text[: max(mention.start - part.start, 0)])))
    for time in part.times:
        bare = bare.replace(sentence.text[time.start : time.end], "")
    alone = len(bare) < 2 and len(part.text) - (mention.end - part.start) < 3
    if alone and index and sentence.parts[index - 1].segment == part.segment:
        start = min(start, sentence.parts[index - 1].start)
    return start, part.end


def place_of(source: Source, sentence: Sentence, start: int, end: int) -> Place:
    first, last = sentence.view.span(sentence.at + start, sentence.at + end)
    return Place(first, last, source.line_of(first))


def implied_target(
    source: Source, sentence: Sentence, index: int, timing: Timing, kind: str, who: str | None
) -> Target:
    """A goal without a figure: all of the units, or the one thing done; its value is 1."""
    part = sentence.parts[index]
    mention = Mention(part.end, part.end, "full", Fraction(1), None, None)
    start = part.start if timing.first is None else timing.first
    return Target(
        clause=sentence.clause,
        quote=sentence.view.quote(sentence.at + start, sentence.at + part.end).strip(),
        value="1",
        comparison=">=",
        unit="%" if kind == "each" else "项",
        grain=timing.grain,
        scope=who.replace("(", "（").replace(")", "）")
        if who
        else resolve_scope(sentence, index, mention)[0],
        due=timing.due,
        commitment=resolve_commitment(sentence, index, mention),
        rate=kind == "each",
        each=kind == "each",
        measure=measure_of(sentence, index, replace(mention, start=part.start, end=part.start)),
        due_from=timing.source,
        rule=f"{kind}/{timing.grain}/{timing.source}",
        doubt="no_figure",
        place=place_of(source, sentence, start, part.end),
    )


def doubtful(
    source: Source, sentence: Sentence, span: tuple[int, int], value: str | list[str] | None, reason: str
) -> Doubtful:
    index = sentence.part_at(span[0])
    part = sentence.parts[index]
    start, end = min(span[0], part.start), max(span[1], part.end)
    return Doubtful(
        clause=sentence.clause,
        quote=sentence.view.quote(sentence.at + start, sentence.at + end).strip(),
        value=value,
        reason=reason,
        explanation=EXPLAIN[reason],
        place=place_of(source, sentence, *span),
    )
