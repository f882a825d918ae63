"""Walks the clauses and collects their goals, what is in doubt, and what has no number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction

from suzhi.domains.reading.frame import Frame
from suzhi.domains.reading.intake.source import Source
from suzhi.domains.reading.model import Doubtful, OpenGoal, Target, Warning
from suzhi.domains.reading.outline import Node
from suzhi.domains.reading.paragraphs import Paragraph
from suzhi.domains.reading.targets.build import (
    build_targets,
    doubtful,
    implied_target,
    place_of,
    value_text,
)
from suzhi.domains.reading.targets.context import resolve_time
from suzhi.domains.reading.targets.coverage import unnumbered_goal
from suzhi.domains.reading.targets.dues import beyond_cycle, done_after, each_due, outlook, separate_due
from suzhi.domains.reading.targets.intros import inherited, own_intro, section_of
from suzhi.domains.reading.targets.judge import judge
from suzhi.domains.reading.targets.leftovers import leftovers
from suzhi.domains.reading.targets.masks import mask
from suzhi.domains.reading.targets.mentions import Mention, find_mentions
from suzhi.domains.reading.targets.reasons import EXPLAIN
from suzhi.domains.reading.targets.sentences import Sentence, make_sentences
from suzhi.domains.reading.targets.tables import Cell, TableReader
from suzhi.domains.reading.times import Time

_ONE = Fraction(1)

_HOLDERS = re.compile(r"[\u4e00-\u9fff]{1,12}(?:各|均|都)(?!项|类|种|级)")
_MADE = re.compile(
    r"(?:新|改|扩|共|创|自)?建(?:成|设|立)?$|(?:举办|开展|组织|打造|培育|选树|完成|新增|培训|评选)(?:市级|省级)?$"
)
_HINT = re.compile(r"[\d一二两三四五六七八九十百千万亿零半%‰年月期翻若]|全|应")
_RUN = re.compile(
    r"[\d一二两三四五六七八九十百千万亿零]{40,}"
)  # no number of a plan; rules need not be tried on it
_OPEN = re.compile(r"一批|一大批|若干|一系列")
_BEGINS = re.compile(r"(?:全面|正式)?(?:启动|起步|开展|实施|推进|推开|完成)")
_UNCOUNTED = re.compile(r"展望|[\u4e00-\u9fff“”、]{2,20}\([^()]*[年月日]\)$")


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
        if _repeats(sentence, index, mention, taken):
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
    _unnumbered(source, sentence, frame, findings, {sentence.part_at(m.start) for m in mentions})
    told = [(m.start, m.end) for m in mentions] + [(start, end) for start, end, _ in shown]
    for start, end, reason in leftovers(sentence, told):
        findings.doubtful.append(doubtful(source, sentence, (start, end), None, reason))
    _open_goals(source, sentence, findings)


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
    doubt = _scope_only(sentence, index, mention, mentions)
    doubt = doubt or outlook(timing, frame) or judge(sentence, index, mention, timing, follows)
    if doubt:
        return doubt
    found = build_targets(source, sentence, index, mention, timing, len(peers), peers.index(mention))
    dues = each_due(sentence, index, mention)
    return [replace(target, due=due) for target in found for due in dues] if dues else found


def _open_goals(source: Source, sentence: Sentence, findings: Findings) -> None:
    for match in _OPEN.finditer(sentence.text):
        part = sentence.parts[sentence.part_at(match.start())]
        quote = sentence.view.quote(sentence.at + part.start, sentence.at + part.end)
        place = place_of(source, sentence, part.start, part.end)
        findings.open_goals.append(OpenGoal(sentence.clause, quote, match.group(), place))


def _repeats(sentence: Sentence, index: int, mention: Mention, taken: dict[int, list[Target]]) -> bool:
    """签订率达100%，实现全覆盖 says one thing twice."""
    if mention.kind != "full":
        return False
    if mention.written.startswith("全部") and taken.get(index):
        return True
    part = sentence.parts[index]
    subject = re.sub(
        r"实现|做到|达到|力争|努力|基本|确保|形成|并|动态|高质量|真正|的",
        "",
        part.text[: mention.start - part.start],
    )
    for at in (index, index - 1):
        same = at >= 0 and sentence.parts[at].segment == part.segment
        full = same and any(t.rate and t.value == "1" for t in taken.get(at, []))
        if full and (at == index or not subject):
            return True
    return False


def _scope_only(sentence: Sentence, index: int, mention: Mention, mentions: list[Mention]) -> str | None:
    """在20个乡镇建成50个驿站: the first figure says where."""
    part = sentence.parts[index]
    before = sentence.text[part.start : mention.start]
    later = [m for m in mentions if mention.end <= m.start < part.end]
    if mention.kind != "count" or not later or _served(sentence, index, later):
        return None
    between = sentence.text[mention.end : later[0].start]
    if re.match(r"(?:以上)?的占|(?:及?以上|以下|以内)的$", between):
        return "condition"
    if before.endswith("等") or re.fullmatch(
        r"[\u4e00-\u9fff]{0,4}(?:轮训|培训|测评)(?:不少于|至少)?", between
    ):
        return "fact"
    holders = _HOLDERS.match(between) and not _MADE.search(before)
    if holders or re.search(
        r"在[^，；]{2,24}的$|(?:在|覆盖|依托|围绕|面向|对|为)(?:全市|全县|全区)?$", before
    ):
        return "fact"
    return None


def _served(sentence: Sentence, index: int, later: list[Mention]) -> bool:
    """对1.2万劳动者、800名残疾人实施培训: the people are the goal, not the place of another."""
    rest = sentence.text[later[-1].end : sentence.parts[index].end]
    people = all(m.unit in {"人", "名", "户"} for m in later)
    return people and bool(
        re.search(r"(?:开展|实施|进行|提供|给予|组织)[^，；]*(?:训|检|扶|助|务|定|育|导)", rest)
    )


def _unnumbered(
    source: Source, sentence: Sentence, frame: Frame, findings: Findings, numbered: set[int]
) -> None:
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
        idle = goal.kind == "unmeasured" or _BEGINS.fullmatch(part.rest)
        if idle and _measured_later(sentence, index, numbered):
            continue
        if goal.kind in {"each", "milestone"} and not outlook(timing, frame):
            findings.targets.append(implied_target(source, sentence, index, timing, goal.kind, goal.who))
        else:
            findings.doubtful.append(doubtful(source, sentence, (goal.start, goal.end), None, goal.kind))


def _measured_later(sentence: Sentence, index: int, numbered: set[int]) -> bool:
    """The part is only the subject of a figure that follows."""
    segment = sentence.parts[index].segment
    return any(at > index and sentence.parts[at].segment == segment for at in numbered)


def _unfinished(node: Node, findings: Findings) -> None:
    last = node.paragraphs[-1]
    if last.bare.endswith("，") and last.row is None:
        findings.warnings.append(
            Warning("unfinished", f"“{node.path}”以逗号结尾，句子可能没有写完。", node.id, last.line)
        )
