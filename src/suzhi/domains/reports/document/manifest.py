"""The list of what a document said when it was issued: every place, its prose, its figures.

The issuing service keeps its own copy; the copy inside the document serves who has nothing else.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from suzhi.domains.reports.document.opening import parse
from suzhi.domains.reports.document.package import NS, Package, el, q, root
from suzhi.domains.reports.document.reader import Piece, TextBlock, plain
from suzhi.kernel.errors import Refusal

VERSION = 1
_PART, _STORE_ID = "customXml/item1.xml", "{5A5A4849-7265-706F-7274-000000000001}"


@dataclass(frozen=True, slots=True)
class Point:
    """A chart's point and the tag of the figure it draws."""

    chart: str
    series: str
    category: str
    tag: str

    @property
    def key(self) -> tuple[str, str, str]:
        return plain(self.chart), plain(self.series), plain(self.category)


@dataclass(frozen=True, slots=True)
class Manifest:
    """``free``: the places of the paragraphs that people wrote."""

    blocks: tuple[TextBlock, ...]
    points: tuple[Point, ...]
    margins: tuple[str, ...] = ()
    free: frozenset[str] = frozenset()

    @property
    def tags(self) -> tuple[str, ...]:
        """Every place of a figure, in order: the text first, then the charts."""
        return tuple(tag for block in self.blocks for tag in block.tags) + tuple(
            point.tag for point in self.points
        )

    @property
    def prose_digest(self) -> str:
        """SHA-256 of the whole text outside the figures."""
        return hashlib.sha256("\n".join(block.prose for block in self.blocks).encode()).hexdigest()

    def to_json(self) -> str:
        """Figures appear by tag only: their text always comes from the frozen value."""
        blocks = [
            [block.place, *({"tag": piece.tag} if piece.tag else piece.text for piece in block.pieces)]
            for block in self.blocks
        ]
        points = [[point.chart, point.series, point.category, point.tag] for point in self.points]
        content: dict[str, Any] = {
            "version": VERSION,
            "prose": self.prose_digest,
            "blocks": blocks,
            "points": points,
            "margins": list(self.margins),
            "free": sorted(self.free),
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        try:
            content = json.loads(text)
            if content["version"] != VERSION:
                raise ValueError(content["version"])
            blocks = tuple(TextBlock(str(row[0]), tuple(map(_piece, row[1:]))) for row in content["blocks"])
            points = tuple(Point(*map(str, row)) for row in content["points"])
            manifest = cls(blocks, points, tuple(map(str, content["margins"])), _free(content))
            if manifest.prose_digest != content["prose"]:
                raise ValueError("digest")
        except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
            raise Refusal(
                "reports.bad_manifest",
                "核验清单已损坏或版本不符。",
                "请按报告的存档编号，用系统内保存的清单核验。",
            ) from error
        return manifest


def _free(content: Any) -> frozenset[str]:
    """None in a manifest from before people wrote into reports."""
    return frozenset(map(str, content.get("free", ())))


def _piece(item: Any) -> Piece:
    return Piece("", str(item["tag"])) if isinstance(item, dict) else Piece(str(item))


def embed(package: Package, manifest: Manifest) -> None:
    """Puts a copy into the document as a custom XML part."""
    package.add(_PART, root("s:manifest", "s", el("s:json", None, manifest.to_json())))
    package.relate("word/document.xml", "customXml", f"../{_PART}")
    item = root("ds:datastoreItem", "ds", el("ds:schemaRefs", None, el("ds:schemaRef", {"ds:uri": NS["s"]})))
    item.set(q("ds:itemID"), _STORE_ID)
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    package.add("customXml/itemProps1.xml", item, kind)
    package.relate(_PART, "customXmlProps", "itemProps1.xml")


def embedded(extras: dict[str, bytes]) -> Manifest | None:
    """The copy inside the document, wherever a word processor put it."""
    for name, data in extras.items():
        if name.endswith(".rels") or NS["s"].encode() not in data:
            continue
        text = parse(data).findtext(q("s:json"))
        if text:
            return Manifest.from_json(text)
    return None
