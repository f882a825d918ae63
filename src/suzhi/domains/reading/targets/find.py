"""Walks the clauses and collects their goals, what is in doubt, and what has no number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from suzhi.domains.reading.frame import Frame
from suzhi.domains.reading.intake.source import Source
from suzhi.domains.reading.model import Doubtful, OpenGoal, Target, Warning
from suzhi.domains.reading.outline import Node
from suzhi.domains.reading.paragraphs import Paragraph
from suzhi.domains.reading.targets.build import (
    build_targets,
    doubtful,
    value_text,
)
from suzhi.domains.reading.targets.context import resolve_time
from suzhi.domains.reading.targets.dues import beyond_cycle, done_after, each_due, outlook, separate_due
from suzhi.domains.reading.targets.intros import inherited, own_intro, section_of
from suzhi.domains.reading.targets.judge import judge
from suzhi.domains.reading.targets.leftovers import leftovers
from suzhi.domains.reading.targets.masks import mask
from suzhi.domains.reading.targets.mentions import Mention, find_mentions
from suzhi.domains.reading.targets.reasons import EXPLAIN
from suzhi.domains.reading.targets.sentences import Sentence, make_sentences
from suzhi.domains.reading.targets.tables import Cell, TableReader
from suzhi.domains.reading.targets.unnumbered import open_goals, unnumbered
from suzhi.domains.reading.targets.whose import repeats, scope_only
from suzhi.domains.reading.times import Time

_HINT = re.compile(r"[\d一二两三四五六七八九十百千万亿零半%‰年月期翻若]|全|应")
_RUN = re.compile(
    r"[\d一二两三四五六七八九十百千万亿零]{40,}"
)  # no number of a plan; rules need not be tried on it


@dataclass
class Findings:
    """What was found so far."""

    targets: list[Target] = field(default_factory=list)
    doubtful: list[Doubtful] = field(default_factory=list)
    open_goals: list[OpenGoal] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


def find_in_clauses(source: Source, nodes: list[Node], frame: Frame) -> Findings:
    findings = Findings()
    tables = TableReader(source, frame)
    intros: dict[str, tuple[Time, ...]] = {}
    for node in nodes:
        intro = inherited(node, intros)
        section = section_of(node)
        for at, paragraph in enumerate(node.paragraphs):
            if paragraph.row is not None:
                for cell in tables.read(paragraph, node.id, findings):
                    _read_cell(source, cell, paragraph, node.id, section, intro, frame, findings)
                continue
            skip = node.marker.length if at == 0 else 0
            for sentence in make_sentences(node.id, source.text, paragraph, skip, frame):
                sentence = replace(sentence, intro=intro, section=section)
                read_sentence(source, sentence, frame, findings)
                intro = own_intro(sentence) or intro
        intros[node.id] = intro
        _unfinished(node, findings)
    return findings


def find_elsewhere(
    source: Source, paragraphs: list[Paragraph], frame: Frame, clause: str, reason: str
) -> list[Doubtful]:
    """Goals outside the clauses (preamble, annexes) are shown, never taken."""
    findings = Findings()
    tables = TableReader(source, frame)
    for paragraph in paragraphs:
        if paragraph.row is not None:
            for cell in tables.read(paragraph, clause, findings):
                _read_cell(source, cell, paragraph, clause, "", (), frame, findings)
            continue
        for sentence in make_sentences(clause, source.text, paragraph, 0, frame):
            read_sentence(source, sentence, frame, findings)
    told = [Doubtful(clause, t.quote, t.value, reason, EXPLAIN[reason], t.place) for t in findings.targets]
    return told + findings.doubtful


def _read_cell(
    source: Source,
    cell: Cell,
    row: Paragraph,
    clause: str,
    section: str,
    intro: tuple[Time, ...],
    frame: Frame,
    findings: Findings,
) -> None:
    """A cell is read as sentences; in a column of goals its numbers are goals, due as the column says."""
    section = f"{section} 目标" if cell.goal else section
    intro = (Time(0, 0, "due", cell.due),) if cell.due else intro
    paragraph = replace(row, start=cell.span[0], end=cell.span[1])
    for sentence in make_sentences(clause, source.text, paragraph, 0, frame):
        read_sentence(source, replace(sentence, intro=intro, section=section), frame, findings)


def read_sentence(source: Source, sentence: Sentence, frame: Frame, findings: Findings) -> None:
    findings.sentences.append(sentence)
    if not _HINT.search(sentence.text):
        return
    if run := _RUN.search(sentence.text):
        findings.doubtful.append(doubtful(source, sentence, run.span(), None, "number"))
        return
    masked, shown = mask(sentence.text, sentence.times)
    for start, end, reason in shown:
        findings.doubtful.append(doubtful(source, sentence, (start, end), None, reason))
    mentions = find_mentions(masked)
    taken: dict[int, list[Target]] = {}
    accepted_segment = -1
    for mention in mentions:
        index = sentence.part_at(mention.start)
        if repeats(sentence, index, mention, taken):
            continue
        follows = accepted_segment == sentence.parts[index].segment
        found = _weigh(source, sentence, index, mention, mentions, frame, follows)
        if isinstance(found, str):
            span = (mention.start, mention.end)
            findings.doubtful.append(doubtful(source, sentence, span, value_text(mention), found))
            continue
        taken.setdefault(index, []).extend(found)
        findings.targets.extend(found)
        accepted_segment = sentence.parts[index].segment
    numbered = {sentence.part_at(m.start) for m in mentions}
    goals, doubts = unnumbered(source, sentence, frame, numbered)
    findings.targets += goals
    findings.doubtful += doubts
    told = [(m.start, m.end) for m in mentions] + [(start, end) for start, end, _ in shown]
    for start, end, reason in leftovers(sentence, told):
        findings.doubtful.append(doubtful(source, sentence, (start, end), None, reason))
    findings.open_goals += open_goals(source, sentence)


def _weigh(
    source: Source,
    sentence: Sentence,
    index: int,
    mention: Mention,
    mentions: list[Mention],
    frame: Frame,
    follows: bool,
) -> list[Target] | str:
    """The goals that the quantity states, or the reason why it is in doubt."""
    part = sentence.parts[index]
    peers = [m for m in mentions if part.start <= m.start < part.end]
    timing = separate_due(sentence, index, mention, peers) or done_after(sentence, index)
    timing = timing or resolve_time(sentence, index, mention, frame)
    timing = beyond_cycle(sentence, index, mention, mentions, timing, frame)
    doubt = scope_only(sentence, index, mention, mentions)
    doubt = doubt or outlook(timing, frame) or judge(sentence, index, mention, timing, follows)
    if doubt:
        return doubt
    found = build_targets(source, sentence, index, mention, timing, len(peers), peers.index(mention))
    dues = each_due(sentence, index, mention)
    return [replace(target, due=due) for target in found for due in dues] if dues else found


def _unfinished(node: Node, findings: Findings) -> None:
    last = node.paragraphs[-1]
    if last.bare.endswith("，") and last.row is None:
        findings.warnings.append(
            Warning("unfinished", f"“{node.path}”以逗号结尾，句子可能没有写完。", node.id, last.line)
        )
