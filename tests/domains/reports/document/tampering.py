"""Alters a written report as a person with an editor would, one part at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
Change = Callable[[etree._Element], None]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path: Path, content: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def altered(path: Path, change: Change, part: str = "word/document.xml") -> Path:
    """A copy with one part changed."""
    content = parts(path)
    tree = etree.fromstring(content[part])
    change(tree)
    content[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return pack(path.with_name("altered.docx"), content)


def control(tree: etree._Element, tag: str) -> etree._Element:
    for node in tree.iter(f"{W}sdt"):
        found = node.find(f"{W}sdtPr/{W}tag")
        if found is not None and found.get(f"{W}val") == tag:
            return node
    raise LookupError(tag)


def letters(node: etree._Element) -> etree._Element:
    """The one text node of a control."""
    found = node.find(f".//{W}t")
    assert found is not None
    return found


def prose(tree: etree._Element, start: str) -> etree._Element:
    """The run text, outside controls, that starts so."""
    for node in tree.iter(f"{W}t"):
        if (node.text or "").startswith(start) and not any(p.tag == f"{W}sdt" for p in node.iterancestors()):
            return node
    raise LookupError(start)


def paragraph_of(node: etree._Element) -> etree._Element:
    return next(parent for parent in node.iterancestors() if parent.tag == f"{W}p")


def unwrap(node: etree._Element) -> None:
    """Removes the control as word processors do: the text stays."""
    parent = node.getparent()
    assert parent is not None
    place = parent.index(node)
    content = node.find(f"{W}sdtContent")
    assert content is not None
    for child in reversed(list(content)):
        parent.insert(place, child)
    parent.remove(node)
