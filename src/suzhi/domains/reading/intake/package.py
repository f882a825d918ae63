"""Opens the zip of a .docx as a stranger's file: sizes, ratios, entities, damage are checked first."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from suzhi.domains.reading import refusals

MAX_ENTRIES = 5000
MAX_TOTAL = 200 * 1024 * 1024
MAX_PART = 40 * 1024 * 1024
MAX_RATIO = 200
RATIO_FREE = 2 * 1024 * 1024
# Word's "Strict Open XML" says the same under other names.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The parts of a .docx that the reader needs, each read within its limit."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise refusals.damaged("压缩结构不完整") from error
        self._parts = {_plain(entry.filename): entry for entry in reversed(self._zip.infolist())}
        self._check()
        self.main = self._related("", "officeDocument") or "word/document.xml"
        if _plain(self.main) not in self._parts:
            raise self._foreign(set(self._parts))

    def _check(self) -> None:
        entries = self._zip.infolist()
        names = {entry.filename for entry in entries}
        if len(entries) > MAX_ENTRIES:
            raise refusals.unsafe("内部文件数量过多")
        if any(entry.flag_bits & 1 for entry in entries):
            raise refusals.encrypted()
        if sum(entry.file_size for entry in entries) > MAX_TOTAL:
            raise refusals.unsafe("解压后体积过大")
        for entry in entries:
            if entry.file_size > RATIO_FREE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
                raise refusals.unsafe("压缩比异常，疑似压缩炸弹")
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise refusals.macros()

    def beside(self, kind: str) -> etree._Element | None:
        """The part of that kind (numbering, styles) that belongs to the main one, whatever it is called."""
        name = self._related(self.main, kind)
        return self.xml(name or posixpath.join(posixpath.dirname(self.main), f"{kind}.xml"))

    def _related(self, part: str, kind: str) -> str | None:
        """What the relations of a part (of the package, if none) name as its part of that kind."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in [] if root is None else root.iter(_RELATION):
            inside = relation.get("TargetMode") != "External"
            if inside and (relation.get("Type") or "").endswith(f"/{kind}"):
                target = (relation.get("Target") or "").replace("\\", "/")
                return posixpath.normpath(
                    target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                )
        return None

    @staticmethod
    def _foreign(names: set[str]) -> refusals.UnreadableDocument:
        if any(name.startswith("xl/") for name in names):
            return refusals.unsupported(" Excel 工作簿")
        if any(name.startswith("ppt/") for name in names):
            return refusals.unsupported(" PowerPoint 文件")
        if "[content_types].xml" in names:
            return refusals.damaged("缺少正文部分")
        return refusals.unsupported("压缩包")

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part, or None if the package has no such part."""
        entry = self._parts.get(_plain(name))
        if entry is None:
            return None
        return _parse(self._bytes(entry), name)

    def _bytes(self, entry: zipfile.ZipInfo) -> bytes:
        """Never more than the limit, whatever the directory of the zip claims."""
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(MAX_PART + 1)
        except (
            zipfile.BadZipFile,
            ValueError,  # a directory that points before the file's beginning
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise refusals.damaged("内部文件校验不通过") from error
        if len(data) > MAX_PART:
            raise refusals.unsafe("正文部分过大")
        return data


def _plain(name: str) -> str:
    """Names of parts are alike whatever their case and slashes."""
    return name.replace("\\", "/").lstrip("/").lower()


def _parse(data: bytes, name: str) -> etree._Element:
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, OSError) as error:
        if b"<!ENTITY" in data[:4096]:
            raise refusals.unsafe("含有实体声明") from error
        raise refusals.damaged(f"{name} 不是完整的 XML") from error
    info = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise refusals.unsafe("含有文档类型声明")
    return root
