"""Small .docx files made by hand, so that tests say exactly what is in them."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEADINGS = "".join(f'<w:style w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2, 3))
CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)


def paragraph(text: str, list_id: int | None = None, depth: int = 0, style: str | None = None) -> str:
    props = f'<w:pStyle w:val="{style}"/>' if style else ""
    if list_id is not None:
        props += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{props}</w:pPr>{run}</w:p>"


def table(*rows: list[str]) -> str:
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>" for cells in rows
    )
    return f"<w:tbl>{body}</w:tbl>"


def levels(*formats: tuple[str, str]) -> str:
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (fmt, text) in enumerate(formats)
    )


def numbering(abstract: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0">{abstract}</w:abstractNum>{nums}</w:numbering>'
    )


def docx(*blocks: str, numbers: str | None = None, styles: str | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr(
            "word/document.xml", f"<w:document {NS}><w:body>{''.join(blocks)}</w:body></w:document>"
        )
        if numbers:
            archive.writestr("word/numbering.xml", numbers)
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {NS}>{styles}</w:styles>")
    return buffer.getvalue()


def from_plan(plan: dict[str, Any]) -> bytes:
    """A golden plan's `word` blocks: a line, {list, say}, {style, say}, {rows} or {xml}."""
    numbers = numbering(levels(*map(tuple, plan["levels"]))) if "levels" in plan else None
    return docx(*map(_block, plan["word"]), numbers=numbers, styles=HEADINGS)


def _block(block: str | dict[str, Any]) -> str:
    if isinstance(block, str):
        return paragraph(block)
    if "xml" in block:
        return str(block["xml"])
    if "rows" in block:
        return table(*block["rows"])
    if "list" in block:
        return paragraph(block["say"], 1, block["list"])
    return paragraph(block["say"], style=block["style"])


def _rewritten(data: bytes, change: Any) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(*change(name, old.read(name)))
    return buffer.getvalue()


def strict(data: bytes) -> bytes:
    """The same file as Word saves it as Strict Open XML."""
    usual, other = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    return _rewritten(data, lambda name, part: (name, part.replace(usual, other)))


def renamed(data: bytes, *names: str) -> bytes:
    """The same file with other names of parts, which its relations tell."""
    pairs = dict(zip(names[::2], names[1::2], strict=True))

    def moved(name: str) -> str:
        for old, new in pairs.items():
            name = name.replace(old, new)
        return name

    moved_data = _rewritten(data, lambda name, part: (moved(name), part))
    root = moved("word/document.xml")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    buffer = io.BytesIO(moved_data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(
            "_rels/.rels",
            f'{head}<Relationship Type="{kind}/officeDocument" Target="{root}"/></Relationships>',
        )
        part = root.replace("\\", "/").split("/")[-1]
        numbers = moved("numbering.xml")
        archive.writestr(
            f"word/_rels/{part}.rels",
            f'{head}<Relationship Type="{kind}/numbering" Target="{numbers}"/></Relationships>',
        )
    return buffer.getvalue()
