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
