"""Builds the tree of clauses from numbered paragraphs, whatever numbering scheme the document uses."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from suzhi.domains.reading.intake.source import CELL_MARK, Source
from suzhi.domains.reading.markers import Marker
from suzhi.domains.reading.model import Clause, Place, Warning
from suzhi.domains.reading.nesting import observed_nesting, outer, settled
from suzhi.domains.reading.paragraphs import Paragraph
from suzhi.domains.reading.text import View

_CLOSING = re.compile(
    r"^(?:各(?:级|地|县|区|市|单位|基层|有关).{0,40}(?:要|应|须|请)|本(?:规划|方案|计划|意见|办法).{0,12}(?:自|由|从))"
)
_MEASURED = re.compile(r"\d|%|百分之|每年|全覆盖|不少于|至少")


@dataclass
class Node:
    """A clause in the making, with its paragraphs (the first holds its number)."""

    id: str
    marker: Marker
    level: int
    parent: Node | None
    paragraphs: list[Paragraph]
    part: str
    children: list[Node] = field(default_factory=list)

    @property
    def path(self) -> str:
        above = self.parent.path if self.parent else ""
        joint = "." if above[-1:].isdigit() and self.marker.label[:1].isdigit() else ""
        return above + joint + self.marker.label


@dataclass
class Outline:
    """The clauses of one part of the document in reading order, what stands before them, and oddities."""

    nodes: list[Node] = field(default_factory=list)
    preamble: list[Paragraph] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)


def build_outline(paragraphs: list[Paragraph], part: str = "plan") -> Outline:
    outline = Outline()
    paragraphs = settled(paragraphs)
    turned = observed_nesting(paragraphs)
    stack: list[Node] = []
    top: list[Node] = []
    ids: Counter[str] = Counter()
    runs: dict[str, int] = {}
    for i, paragraph in enumerate(paragraphs):
        if paragraph.marker is None:
            _continue(outline, stack, paragraph, last=i == len(paragraphs) - 1)
            continue
        while stack and not outer(stack[-1].marker.kind, paragraph.marker.kind, turned):
            stack.pop()
        parent = stack[-1] if stack else None
        node = Node("", paragraph.marker, len(stack) + 1, parent, [paragraph], part)
        siblings = parent.children if parent else top
        _check_order(outline, siblings, node, ids, runs.get(paragraph.marker.kind, 0))
        runs[paragraph.marker.kind] = paragraph.marker.number
        siblings.append(node)
        stack.append(node)
        outline.nodes.append(node)
    return outline


def rows_as_clauses(paragraphs: list[Paragraph]) -> Outline:
    """A paper that is a table and nothing else: each row below the heads is a clause."""
    outline = Outline()
    for paragraph in paragraphs:
        if paragraph.row is not None and paragraph.row[1] > 0:
            number = len(outline.nodes) + 1
            marker = Marker("row", number, (number,), str(number), 0)
            outline.nodes.append(Node(str(number), marker, 1, None, [paragraph], "plan"))
        elif outline.nodes:
            outline.nodes[-1].paragraphs.append(paragraph)
        else:
            outline.preamble.append(paragraph)
    return outline


def _continue(outline: Outline, stack: list[Node], paragraph: Paragraph, last: bool) -> None:
    """A paragraph without a number belongs to the open clause; a closing one to its top-level clause."""
    if not stack:
        outline.preamble.append(paragraph)
    elif last and len(stack) > 1 and _CLOSING.match(paragraph.bare):
        stack[0].paragraphs.append(paragraph)
    else:
        stack[-1].paragraphs.append(paragraph)


def _check_order(outline: Outline, siblings: list[Node], node: Node, ids: Counter[str], run: int) -> None:
    """Gives the clause its id; gaps and repeats are reported, never fatal.

    A kind may be numbered through (第一章 ends with 第三条, 第二章 begins with 第四条): that is no gap."""
    marker, parent = node.marker, node.parent
    base = ".".join(map(str, marker.path)) if parent is None else f"{parent.id}.{marker.number}"
    prefix = "" if node.part == "plan" else "n"
    wanted = base if parent else prefix + base
    ids[wanted] += 1
    node.id = wanted if ids[wanted] == 1 else f"{wanted}-{ids[wanted]}"
    line = node.paragraphs[0].line
    before = [s for s in siblings if s.marker.kind == marker.kind]
    expected = before[-1].marker.number + 1 if before else 1
    if ids[wanted] > 1:
        outline.warnings.append(Warning("duplicate_number", f"编号“{node.path}”重复出现。", node.id, line))
    elif marker.number != expected and (before or marker.number != run + 1):
        outline.warnings.append(
            Warning("number_gap", f"编号不连续：“{node.path}”前应有第 {expected} 项。", node.id, line)
        )


def clauses_of(source: Source, outline: Outline) -> list[Clause]:
    return [_clause(source, node) for node in outline.nodes]


def _clause(source: Source, node: Node) -> Clause:
    first = node.paragraphs[0]
    opening = source.text[first.start + node.marker.length : first.end].strip()
    opening = "".join(part.strip() for part in opening.split("\n"))
    more = ["".join(s.strip() for s in source.text[p.start : p.end].split("\n")) for p in node.paragraphs[1:]]
    title, text = split_title(opening) if first.row is None else (_row_title(opening), opening)
    body = "\n".join(part for part in [text, *more] if part)
    end = max(p.end for p in node.paragraphs)
    return Clause(
        id=node.id,
        number=node.marker.label,
        level=node.level,
        title=title,
        text=body,
        parent=node.parent.id if node.parent else None,
        kind=node.marker.kind,
        place=Place(first.start, end, first.line),
        part=node.part,
    )


def _row_title(row: str) -> str:
    cells = [cell.strip() for cell in row.split(CELL_MARK)]
    return next((cell for cell in cells if len(cell) > 1 and not _MEASURED.search(cell)), cells[0])[:40]


def split_title(opening: str) -> tuple[str, str]:
    """A heading stands alone or is the first short sentence; otherwise the first words serve as the title."""
    bare = View(opening, 0, len(opening)).text
    measured = bool(_MEASURED.search(bare))
    if len(bare) <= 50 and not measured and bare[-1:] not in "。；！？":
        return opening.rstrip("：:"), ""
    stop = re.search(r"[。：:]", opening)
    if stop and stop.end() < len(opening) and stop.start() <= 50:
        head = opening[: stop.start()]
        if not _MEASURED.search(View(head, 0, len(head)).text):
            return head.strip(), opening[stop.end() :].strip()
    return re.split(r"[，。；：,;:]", opening, maxsplit=1)[0].strip()[:40], opening
