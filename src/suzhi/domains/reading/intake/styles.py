"""Which paragraphs of a .docx are numbered: by themselves, or by the style that they wear."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from suzhi.domains.reading.intake.numbering import W, value_of

_DEPTHS = tuple("012345678")


@dataclass
class Style:
    based_on: str | None
    list_id: str | None
    depth: int | None


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    if root is None:
        return {}
    out: dict[str, Style] = {}
    for style in root.iter(f"{W}style"):
        list_id, depth = list_of(style)
        out[style.get(f"{W}styleId") or ""] = Style(value_of(style.find(f"{W}basedOn")), list_id, depth)
    return out


def list_of(element: etree._Element) -> tuple[str | None, int | None]:
    props = element.find(f"{W}pPr/{W}numPr")
    if props is None:
        return None, None
    depth = value_of(props.find(f"{W}ilvl"))
    list_id = value_of(props.find(f"{W}numId"))
    return list_id, int(depth) if depth in _DEPTHS else None
