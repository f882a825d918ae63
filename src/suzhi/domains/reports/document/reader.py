"""Reads a document's text as people see it: paragraph by paragraph, cell by cell, chart point by point.

Only text matters, not how a word processor chose to write it, so a document saved again by another
program reads the same. What is deleted or hidden in the document is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from suzhi.domains.reports.document.figures import PREFIX
from suzhi.domains.reports.document.opening import relations_of, tree_of, unpack
from suzhi.domains.reports.document.package import q

_SKIPPED = {
    q(name) for name in ("w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:sdtPr", "w:instrText", "mc:Fallback")
}
_SPACES = {q("w:tab"), q("w:br"), q("w:cr")}
_SIGNS = {q("w:noBreakHyphen"): "-", q("w:sym"): "\ufffd"}
_BOX = q("w:txbxContent")
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; with a tag it is a figure."""

    text: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph or a cell, with its place in words."""

    place: str
    pieces: tuple[Piece, ...]

    @property
    def prose(self) -> str:
        """The text outside the figures."""
        return "".join(piece.text for piece in self.pieces if not piece.tag)

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(piece.tag for piece in self.pieces if piece.tag)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class ChartPoint:
    chart: str
    series: str
    category: str
    text: str


@dataclass(slots=True)
class Opened:
    """A document as read."""

    blocks: list[TextBlock]
    points: list[ChartPoint]
    margins: tuple[str, ...]
    pictures: int
    relabelled: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    extras: dict[str, bytes] = field(default_factory=dict)


def plain(text: str) -> str:
    """Without spaces of any kind: word processors move them, and they change no figure."""
    return "".join(text.translate(_ZERO_WIDTH).split())


def open_document(path: Path | str) -> Opened:
    """Everything that is checked; refuses what is not a whole, open .docx."""
    parts = unpack(Path(path))
    document = tree_of(parts, "word/document.xml")
    relations = relations_of(parts, "word/document.xml")
    charts = [name for name in _chart_names(document, relations) if name in parts]
    trees = [tree_of(parts, name) for name in charts]
    blocks = list(blocks_of(document))
    for name, label in (("word/footnotes.xml", "脚注"), ("word/endnotes.xml", "尾注")):
        if name in parts:
            blocks.extend(_notes(tree_of(parts, name), label))
    return Opened(
        blocks,
        [point for tree in trees for point in chart_points(tree)],
        _margins(parts, relations),
        sum(1 for _ in _seen(document, q("a:blip"))),
        tuple(_title(tree) for tree in trees if tree.find(f".//{q('c:dLbl')}/{q('c:tx')}") is not None),
        tuple(_alternates(document)),
        {name: data for name, data in parts.items() if name.startswith("customXml/")},
    )


def _alternates(document: etree._Element) -> Iterator[str]:
    """Texts that one program would show and another not: an honest writer puts the same into both."""
    for node in document.iter(q("mc:AlternateContent")):
        texts = {plain("".join(part.itertext(q("w:t")))) for part in node}
        if len(texts) > 1:
            yield max(texts, key=len)


def _chart_names(document: etree._Element, relations: dict[str, tuple[str, str]]) -> list[str]:
    ids = [node.get(q("r:id"), "") for node in _seen(document, q("c:chart"))]
    return [relations[key][1] for key in ids if key in relations]


def _seen(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Descendants of that name that are shown."""
    for child in node:
        if child.tag in _SKIPPED:
            continue
        if child.tag == name:
            yield child
        yield from _seen(child, name)


def blocks_of(document: etree._Element) -> Iterator[TextBlock]:
    """The blocks of the main text in reading order; empty paragraphs are left out, empty cells are not."""
    body = document.find(q("w:body"))
    if body is not None:
        yield from _Walk().container(body)


def paragraph_place(number: int, label: str = "正文") -> str:
    """How a paragraph is named to a reader."""
    return f"{label}第{number}段"


class _Walk:
    """Counts paragraphs and tables while it goes, so that each block can be named to a reader."""

    def __init__(self, label: str = "正文") -> None:
        self.label, self.paragraphs, self.tables = label, 0, 0

    def container(self, node: etree._Element, tag: str = "") -> Iterator[TextBlock]:
        for child in node:
            if child.tag == q("w:p"):
                yield from self._paragraph(child, tag)
            elif child.tag == q("w:tbl"):
                self.tables += 1
                yield from self._table(child, self.tables)
            elif child.tag == q("w:sdt"):
                content = child.find(q("w:sdtContent"))
                if content is not None:
                    yield from self.container(content, _tag(child) or tag)
            elif child.tag not in _SKIPPED:
                yield from self.container(child, tag)

    def _paragraph(self, node: etree._Element, tag: str) -> Iterator[TextBlock]:
        pieces = _merged(_under(tag, _pieces(node)))
        if any(piece.text or piece.tag for piece in pieces):
            self.paragraphs += 1
            yield TextBlock(paragraph_place(self.paragraphs, self.label), pieces)
        for box in _seen(node, _BOX):
            yield from self.container(box)

    def _table(self, table: etree._Element, number: int) -> Iterator[TextBlock]:
        for row_number, row in enumerate(_seen(table, q("w:tr")), start=1):
            for column, (cell, tag) in enumerate(_cells(row), start=1):
                pieces = [piece for node in _seen(cell, q("w:p")) for piece in _pieces(node)]
                yield TextBlock(f"表{number}第{row_number}行第{column}列", _merged(_under(tag, pieces)))


def _cells(row: etree._Element, tag: str = "") -> Iterator[tuple[etree._Element, str]]:
    for child in row:
        if child.tag == q("w:tc"):
            yield child, tag
        elif child.tag in (q("w:sdt"), q("w:sdtContent"), q("w:ins")):
            yield from _cells(child, _tag(child) or tag)


def _tag(control: etree._Element) -> str:
    """The control's tag if it is one of ours; content of other controls is ordinary text."""
    node = control.find(f"{q('w:sdtPr')}/{q('w:tag')}")
    value = "" if node is None else node.get(q("w:val"), "")
    return value if value.startswith(f"{PREFIX}:") else ""


def _pieces(node: etree._Element) -> list[Piece]:
    found: list[Piece] = []
    for child in node:
        if child.tag in _SKIPPED or child.tag == _BOX or _hidden(child):
            continue
        if child.tag == q("w:t"):
            found.append(Piece(child.text or ""))
        elif child.tag in _SPACES:
            found.append(Piece(" "))
        elif child.tag in _SIGNS:
            found.append(Piece(_SIGNS[child.tag]))
        elif child.tag == q("w:sdt"):
            found.extend(_under(_tag(child), _pieces(child)))
        else:
            found.extend(_pieces(child))
    return found


def _under(tag: str, pieces: list[Piece]) -> list[Piece]:
    """What stands in one control of ours is one figure, however many runs it was broken into."""
    return [Piece("".join(piece.text for piece in pieces), tag)] if tag else pieces


def _hidden(run: etree._Element) -> bool:
    mark = run.find(f"{q('w:rPr')}/{q('w:vanish')}") if run.tag == q("w:r") else None
    return mark is not None and mark.get(q("w:val"), "1") not in ("0", "false", "off")


def _merged(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Neighbouring runs of prose as one, spaces away; two controls side by side stay two."""
    joined: list[Piece] = []
    for piece in pieces:
        text = plain(piece.text)
        if joined and not piece.tag and not joined[-1].tag:
            joined[-1] = Piece(joined[-1].text + text)
        elif text or piece.tag:
            joined.append(Piece(text, piece.tag))
    return tuple(joined)


def _notes(node: etree._Element, label: str) -> Iterator[TextBlock]:
    walk = _Walk(label)
    for note in node:
        if note.get(q("w:type")) is None:
            yield from walk.container(note)


def _margins(parts: dict[str, bytes], relations: dict[str, tuple[str, str]]) -> tuple[str, ...]:
    """The distinct texts of headers and footers without page numbers."""
    names = {
        target for kind, target in relations.values() if kind in ("header", "footer") and target in parts
    }
    texts = {_margin_text(tree_of(parts, name)) for name in names}
    return tuple(sorted(text for text in texts if text))


def _margin_text(node: etree._Element) -> str:
    shown, in_result = [], False
    for child in _seen(node, q("w:r")):
        for part in child:
            if part.tag == q("w:fldChar"):
                in_result = part.get(q("w:fldCharType")) != "end"
            elif part.tag == q("w:t") and not in_result and not _in_simple_field(child):
                shown.append(part.text or "")
    return plain("".join(shown))


def _in_simple_field(run: etree._Element) -> bool:
    return any(parent.tag == q("w:fldSimple") for parent in run.iterancestors())


def _title(tree: etree._Element) -> str:
    title = tree.find(f".//{q('c:chart')}/{q('c:title')}")
    return "" if title is None else plain("".join(node.text or "" for node in title.iter(q("a:t"))))


def chart_points(tree: etree._Element) -> Iterator[ChartPoint]:
    """The numbers a chart shows, from its cache."""
    chart = _title(tree)
    for series in tree.iter(q("c:ser")):
        name = plain("".join(node.text or "" for node in series.findall(f"{q('c:tx')}//{q('c:v')}")))
        labels = _cached(series, q("c:cat"))
        for index, text in _cached(series, q("c:val")).items():
            yield ChartPoint(chart, name, plain(labels.get(index, "")), text)


def _cached(series: etree._Element, holder: str) -> dict[str, str]:
    node = series.find(holder)
    if node is None:
        return {}
    return {point.get("idx", ""): point.findtext(q("c:v")) or "" for point in node.iter(q("c:pt"))}
