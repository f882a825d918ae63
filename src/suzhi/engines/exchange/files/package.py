"""The parts of an .xlsx by name and by relation. Nothing is taken for granted about where they lie.

Programmes write the names with backslashes or in other cases, call the workbook otherwise and keep it elsewhere.
Spreadsheets open all of that, since they follow the relations.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from urllib.parse import unquote

from django.utils.translation import gettext as _
from lxml import etree

from suzhi.engines.exchange.files.container import damaged, guarded, refuse

_SMALL_PART = 20 * 1024 * 1024
_ROOT = "_rels/.rels"
_WORKBOOK = "xl/workbook.xml"
XML: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def no_doctype(element: Any) -> None:
    """A workbook has no document type; one that does is an attempt at entity expansion."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise refuse(
            "entities", _("工作簿的内部结构不安全，没有打开。"), _("请在表格软件中另存为新的 .xlsx 再试。")
        )


def part_name(name: str) -> str:
    """One spelling of a part's name."""
    return name.replace("\\", "/").lstrip("/").lower()


class Package:
    """An opened .xlsx."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {part_name(name): name for name in archive.namelist()}
        if len(self._names) != len(archive.namelist()):
            raise damaged()

    def __contains__(self, part: str) -> bool:
        return part_name(part) in self._names

    def names(self) -> Iterator[str]:
        """The names of the parts, in one spelling."""
        return iter(self._names)

    def size(self, part: str) -> int:
        """How many bytes the part says it has."""
        return self._archive.getinfo(self._names[part_name(part)]).file_size

    @contextmanager
    def opened(self, part: str) -> Iterator[IO[bytes]]:
        """One part's bytes; whatever a broken one raises is one clear refusal."""
        with guarded(), self._archive.open(self._names[part_name(part)]) as stream:
            yield stream

    def tree(self, part: str) -> Any:
        """A small part as a whole, or None if it is not there."""
        if part not in self:
            return None
        if self.size(part) > _SMALL_PART:
            raise damaged()
        with self.opened(part) as stream:
            # From bytes: a stream with bytes that its encoding does not know ends in an OSError, as a bad disk does.
            tree = etree.fromstring(stream.read(), etree.XMLParser(**XML))
        no_doctype(tree)
        return tree

    def workbook(self) -> str:
        """The name of the workbook's own part: where the package says it is, else where it usually is."""
        for kind, part in self.related(_ROOT, "").values():
            if kind.endswith("/officeDocument") and part in self:
                return part
        return _WORKBOOK

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id -> (type, part) of what the part refers to."""
        folder, name = posixpath.split(part)
        return self.related(posixpath.join(folder, "_rels", f"{name}.rels"), folder)

    def related(self, rels: str, folder: str) -> dict[str, tuple[str, str]]:
        """The same of one file of relations."""
        tree = self.tree(rels)
        found = {}
        for one in tree.iter("{*}Relationship") if tree is not None else ():
            target = unquote((one.get("Target") or "").replace("\\", "/"))
            if one.get("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[one.get("Id") or ""] = (one.get("Type") or "", posixpath.normpath(path))
        return found
