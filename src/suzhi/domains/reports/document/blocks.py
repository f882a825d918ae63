"""Paragraphs, controls and tables. A figure is always a content control of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from suzhi.domains.reports.document.content import Cite, Inline, Table
from suzhi.domains.reports.document.figures import render, tag_of
from suzhi.domains.reports.document.layout import TEXT_WIDTH
from suzhi.domains.reports.document.package import Value, el

_ALIAS_LENGTH = 60


@dataclass(slots=True)
class Tags:
    """Hands every place of a figure a tag of its own, so that no two places can be mistaken."""

    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    def next(self, cite: Cite) -> str:
        key = (cite.figure.value_id, cite.shape)
        self.seen[key] += 1
        return tag_of(cite.figure, cite.shape, self.seen[key])

    @property
    def count(self) -> int:
        return sum(self.seen.values())


def text_run(text: str) -> etree._Element:
    node = el("w:t", None, text)
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return el("w:r", None, node)


def figure_control(cite: Cite, tags: Tags) -> etree._Element:
    """The figure in a locked control whose tag names the frozen value and the form it is written in."""
    tag = tags.next(cite)
    properties = el(
        "w:sdtPr",
        None,
        el("w:alias", {"w:val": cite.figure.name[:_ALIAS_LENGTH]}),
        el("w:tag", {"w:val": tag}),
        el("w:id", {"w:val": 100_000 + tags.count}),
        el("w:lock", {"w:val": "sdtContentLocked"}),
    )
    return el("w:sdt", None, properties, el("w:sdtContent", None, text_run(render(cite.figure, cite.shape))))


def paragraph(style: str, parts: Sequence[Inline], tags: Tags, *changes: etree._Element) -> etree._Element:
    """A paragraph in a named style; ``changes`` are properties of this one paragraph, in schema order."""
    properties = el("w:pPr", None, el("w:pStyle", {"w:val": style}), *changes)
    node = el("w:p", None, properties)
    for part in parts:
        if isinstance(part, Cite):
            node.append(figure_control(part, tags))
        elif part:
            node.append(text_run(part))
    return node


def blank() -> etree._Element:
    """One empty line of the grid."""
    return el("w:p", None, el("w:pPr", None, el("w:pStyle", {"w:val": "Text"})))


def rule(edge: str, eighths: int, colour: str = "000000", space: int = 0) -> etree._Element:
    return el(f"w:{edge}", {"w:val": "single", "w:sz": eighths, "w:space": space, "w:color": colour})


def column_widths(table: Table) -> list[int]:
    weights = table.weights or (2, *(1 for _ in table.header[1:]))
    total = sum(weights)
    widths = [TEXT_WIDTH * weight // total for weight in weights]
    widths[-1] += TEXT_WIDTH - sum(widths)
    return widths


def _cell(style: str, parts: Sequence[Inline], width: int, tags: Tags, ruled: bool = False) -> etree._Element:
    properties = el("w:tcPr", None, el("w:tcW", {"w:w": width, "w:type": "dxa"}))
    if ruled:
        properties.append(el("w:tcBorders", None, rule("bottom", 6)))
    properties.append(el("w:vAlign", {"w:val": "center"}))
    return el("w:tc", None, properties, paragraph(style, parts, tags))


def _row(cells: Sequence[etree._Element], head: bool = False) -> etree._Element:
    properties = el("w:trPr", None, el("w:cantSplit"))
    if head:
        properties.append(el("w:tblHeader"))
    return el("w:tr", None, properties, *cells)


def _is_figure(part: Inline) -> bool:
    return isinstance(part, Cite) and part.shape not in ("state", "due")


def table_properties(borders: Sequence[etree._Element], *more: etree._Element) -> etree._Element:
    """As wide as the text; ``more`` are properties that come before the width."""
    margins: dict[str, Value] = {"w:w": 60, "w:type": "dxa"}
    return el(
        "w:tblPr",
        None,
        *more,
        el("w:tblW", {"w:w": TEXT_WIDTH, "w:type": "dxa"}),
        el("w:jc", {"w:val": "center"}),
        el("w:tblBorders", None, *borders),
        el("w:tblLayout", {"w:type": "fixed"}),
        el("w:tblCellMar", None, el("w:left", margins), el("w:right", margins)),
    )


def table_block(table: Table, number: int, tags: Tags) -> list[etree._Element]:
    """Caption, then hairlines between two stronger rules; the header repeats, rows do not split."""
    widths = column_widths(table)
    borders = (rule("top", 12), rule("bottom", 12), rule("insideH", 2, "A6A6A6"))
    node = el("w:tbl", None, table_properties(borders))
    node.append(el("w:tblGrid", None, *(el("w:gridCol", {"w:w": width}) for width in widths)))
    heads = [
        _cell("CellHead", (text,), width, tags, True)
        for text, width in zip(table.header, widths, strict=True)
    ]
    node.append(_row(heads, head=True))
    for row in table.rows:
        cells = [
            _cell("CellFigure" if _is_figure(part) else "CellText", (part,), width, tags)
            for part, width in zip(row, widths, strict=True)
        ]
        node.append(_row(cells))
    note = paragraph("Note", (table.note,), tags)
    return [paragraph("Caption", (f"表{number}　{table.caption}",), tags), node, note]
