"""The body of a .docx as lines: generated numbers put back, tables as rows, deleted text left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from suzhi.domains.reading import refusals
from suzhi.domains.reading.intake.numbering import Lists, W, read_lists, value_of
from suzhi.domains.reading.intake.package import Package
from suzhi.domains.reading.intake.source import Source, SourceBuilder
from suzhi.domains.reading.intake.styles import Style, list_of, read_styles

_SKIP = {
    f"{W}{name}"
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "footnoteReference",
        "pPr",
        "rPr",
        "tbl",
        "sectPr",
    )
} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
}
_TEXT_BOX = f"{W}txbxContent"
_OFF = {"0", "false", "off", "none"}


@dataclass
class _Body:
    lists: Lists
    styles: dict[str, Style]
    builder: SourceBuilder = field(default_factory=SourceBuilder)


def read_docx(data: bytes) -> Source:
    """The document's text; the package is checked before anything in it is used."""
    package = Package(data)
    root = package.xml(package.main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise refusals.damaged("缺少正文部分")
    reading = _Body(read_lists(package.beside("numbering")), read_styles(package.beside("styles")))
    _blocks(body, reading)
    return reading.builder.build()


def _blocks(container: etree._Element, reading: _Body) -> None:
    """Paragraphs and tables in their order, through content controls and inserted text."""
    held = ""
    for block in container:
        if block.tag == f"{W}p":
            text = "".join(_runs(block))
            text = held + text if held else _number(block, reading, text)
            held = text if block.find(f"{W}pPr/{W}rPr/{W}del") is not None else ""
            for line in [] if held else text.split("\n"):
                reading.builder.line(line)
            for box in _text_boxes(block):
                _blocks(box, reading)
        elif block.tag == f"{W}tbl":
            reading.builder.table(_rows(block, reading))
        elif block.tag in {
            f"{W}sdt",
            f"{W}sdtContent",
            f"{W}ins",
            f"{W}moveTo",
            f"{W}customXml",
            f"{W}smartTag",
        }:
            _blocks(block, reading)


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    for box in paragraph.iter(_TEXT_BOX):
        above = {parent.tag for parent in box.iterancestors()}
        if not above & _SKIP and sum(1 for p in box.iterancestors(_TEXT_BOX)) == 0:
            yield box


def _number(paragraph: etree._Element, reading: _Body, text: str) -> str:
    """The paragraph with the number that Word would print before it."""
    if not text.strip():
        return text
    list_id, depth = list_of(paragraph)
    style = value_of(paragraph.find(f"{W}pPr/{W}pStyle"))
    seen: set[str] = set()
    while style and style not in seen and (list_id is None or depth is None):
        seen.add(style)
        known = reading.styles.get(style)
        if known is None:
            break
        list_id = known.list_id if list_id is None else list_id
        depth = known.depth if depth is None and known.depth is not None else depth
        style = known.based_on
    if list_id is None or list_id == "0":
        return text
    return reading.lists.next(list_id, depth or 0) + text


def _runs(element: etree._Element) -> Iterator[str]:
    """The visible characters under a paragraph."""
    for child in element:
        tag = child.tag
        if tag in _SKIP or tag == _TEXT_BOX:
            continue
        if tag == f"{W}r" and _taken_back(child):
            continue
        if tag == f"{W}t":
            yield child.text or ""
        elif tag in {f"{W}br", f"{W}cr"}:
            yield "\n" if child.get(f"{W}type") in {None, "textWrapping"} else ""
        elif tag in {f"{W}tab", f"{W}ptab"}:
            yield "\t"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif len(child):
            yield from _runs(child)


def _taken_back(run: etree._Element) -> bool:
    """Hidden, or struck through by hand: the text stands no longer."""
    marks = (run.find(f"{W}rPr/{W}{name}") for name in ("vanish", "strike", "dstrike"))
    return any(mark is not None and (mark.get(f"{W}val") or "1") not in _OFF for mark in marks)


def _rows(table: etree._Element, reading: _Body) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in _children(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        cells: list[str] = []
        for at, cell in enumerate(_children(row, f"{W}tc")):
            cells.append(_cell(cell, reading, rows, at))
            span = value_of(cell.find(f"{W}tcPr/{W}gridSpan"))
            cells += [""] * (int(span) - 1 if span and span.isdecimal() and len(span) < 3 else 0)
        rows.append(cells)
    return rows


def _cell(cell: etree._Element, reading: _Body, above: list[list[str]], at: int) -> str:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is not None and value_of(merge) != "restart" and above and at < len(above[-1]):
        return above[-1][at]
    return " ".join(_number(p, reading, "".join(_runs(p))) for p in cell.iter(f"{W}p"))


def _children(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins"}:
            yield from _children(child, wanted)
