"""The office package: named XML parts, their relations, and a zip that is the same for the same content."""

from __future__ import annotations

import os
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from suzhi.kernel.errors import Refusal

NS: dict[str, str] = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "pr": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ds": "http://schemas.openxmlformats.org/officeDocument/2006/customXml",
    "s": "urn:suzhi:report:1",
}
_OFFICE = NS["r"] + "/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
# A fixed moment: two writings of one issue are the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)

Value = str | int


def q(name: str) -> str:
    """``w:p`` as lxml wants it."""
    prefix, _, local = name.partition(":")
    return f"{{{NS[prefix]}}}{local}" if local else name


# What XML cannot carry; it comes in with pasted names and means nothing.
_UNWRITABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def el(
    name: str, attributes: dict[str, Value] | None = None, *children: etree._Element | str
) -> etree._Element:
    """An element with attributes, children and text; unset attributes are left out by the caller."""
    node = etree.Element(q(name), nsmap={"w": NS["w"]} if name.startswith("w:") else None)
    for key, value in (attributes or {}).items():
        node.set(q(key), writable(str(value)))
    for child in children:
        if isinstance(child, str):
            node.text = (node.text or "") + writable(child)
        else:
            node.append(child)
    return node


def root(name: str, prefixes: str, *children: etree._Element) -> etree._Element:
    """A part's root that declares its prefixes once."""
    node = etree.Element(q(name), nsmap={prefix: NS[prefix] for prefix in prefixes.split()})
    node.extend(children)
    return node


def cannot_write(path: Path) -> Refusal:
    return Refusal(
        "reports.cannot_write",
        f"写不了文件 {path.name}：磁盘已满、没有权限，或文件夹不存在。",
        "请腾出空间或换一个位置再试，已存的数值不受影响。",
    )


@dataclass(slots=True)
class Relation:
    kind: str
    target: str


@dataclass(slots=True)
class Package:
    """Parts by name; relations by the part that owns them (the empty name is the package)."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)

    def add(self, name: str, node: etree._Element, content_type: str = "") -> None:
        self.parts[name] = etree.tostring(node, xml_declaration=True, encoding="UTF-8", standalone=True)
        if content_type:
            self.types[name] = content_type if "/" in content_type else f"{_WORD}{content_type}+xml"

    def relate(self, owner: str, kind: str, target: str) -> str:
        """Registers a relation and gives its id."""
        listed = self.relations.setdefault(owner, [])
        listed.append(Relation(kind if "://" in kind else _OFFICE + kind, target))
        return f"rId{len(listed)}"

    def save(self, path: Path) -> None:
        """Writes beside the target and moves into place, so that a full disk leaves no half document."""
        everything = {"[Content_Types].xml": self._content_types(), **self._relation_parts(), **self.parts}
        draft = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, data in everything.items():
                    info = zipfile.ZipInfo(name, _EPOCH)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(info, data)
            draft.replace(path)
        except OSError as error:
            raise cannot_write(path) from error
        finally:
            draft.unlink(missing_ok=True)

    def _content_types(self) -> bytes:
        node = etree.Element(q("ct:Types"), nsmap={None: NS["ct"]})
        for extension, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
        ):
            etree.SubElement(node, q("ct:Default"), Extension=extension, ContentType=kind)
        for name, kind in self.types.items():
            etree.SubElement(node, q("ct:Override"), PartName=f"/{name}", ContentType=kind)
        return etree.tostring(node, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _relation_parts(self) -> dict[str, bytes]:
        written: dict[str, bytes] = {}
        for owner, listed in self.relations.items():
            node = etree.Element(q("pr:Relationships"), nsmap={None: NS["pr"]})
            for number, relation in enumerate(listed, start=1):
                etree.SubElement(
                    node, q("pr:Relationship"), Id=f"rId{number}", Type=relation.kind, Target=relation.target
                )
            folder, _, name = owner.rpartition("/")
            place = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
            written[place] = etree.tostring(node, xml_declaration=True, encoding="UTF-8", standalone=True)
        return written
