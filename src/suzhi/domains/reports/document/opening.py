"""Opens a document's container: a zip of XML parts that may come from anyone.

Nothing is trusted: not the directory's sizes, not the parts' names, no entity, no outside reference.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from suzhi.domains.reports.document.package import q
from suzhi.kernel.errors import Refusal

MAX_FILE, MAX_CONTENT, MAX_PARTS = 50 * 2**20, 64 * 2**20, 4000
_PDF = b"%PDF"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_AGAIN = "请核验由素质出具、未经加密的 .docx 文件。"


def unpack(path: Path) -> dict[str, bytes]:
    if not path.is_file():
        raise Refusal("reports.no_file", f"没有找到文件 {path.name}。", "请检查文件名和位置。")
    with path.open("rb") as stream:
        start = stream.read(4)
    if start == _PDF:
        raise Refusal("reports.pdf", "这是 PDF 文件，不能逐处核对。", "请核验签发时的 .docx 原件。")
    if start == _OLD_WORD:
        raise Refusal("reports.old_or_encrypted", "这是 .doc 旧格式或加了密码的 Word 文件。", _AGAIN)
    if path.stat().st_size > MAX_FILE:
        raise Refusal("reports.too_large", "文件超过 50 MB，不像是素质出具的报告。", _AGAIN)
    try:
        with zipfile.ZipFile(path) as archive:
            return _read_parts(archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
    ) as error:
        raise Refusal("reports.damaged", "文件已损坏、不完整，或不是 .docx 文件。", _AGAIN) from error
    except (zlib.error, ValueError) as error:
        raise Refusal("reports.damaged", "文件已损坏，内容无法解压。", _AGAIN) from error


def _read_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The XML parts, read no further than they may be large whatever the directory claims."""
    wanted = [info for info in archive.infolist() if info.filename.endswith((".xml", ".rels"))]
    if len(wanted) > MAX_PARTS:
        raise Refusal("reports.too_large", "文件的内部结构异常，部件过多。", _AGAIN)
    parts: dict[str, bytes] = {}
    left = MAX_CONTENT
    for info in wanted:
        if info.filename in parts:
            raise Refusal("reports.damaged", "文件的内部结构异常，部件重名。", _AGAIN)
        with archive.open(info) as stream:
            data = stream.read(left + 1)
        left -= len(data)
        if left < 0:
            raise Refusal("reports.too_large", "文件解压后过大，已停止读取。", _AGAIN)
        parts[info.filename] = data
    return parts


def parse(data: bytes) -> etree._Element:
    """XML without entities, network or document types."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        node = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refusal("reports.damaged", "文件已损坏，内部的 XML 无法读取。", _AGAIN) from error
    if node.getroottree().docinfo.doctype:
        raise Refusal("reports.hostile", "文件内含不允许的声明，已停止读取。", _AGAIN)
    return node


def tree_of(parts: dict[str, bytes], name: str) -> etree._Element:
    if name not in parts:
        raise Refusal("reports.damaged", "文件里没有 Word 正文，可能不是 .docx 文件。", _AGAIN)
    return parse(parts[name])


def relations_of(parts: dict[str, bytes], owner: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(owner)
    listed = parts.get(f"{folder}/_rels/{name}.rels")
    if listed is None:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for node in parse(listed).iter(q("pr:Relationship")):
        target = node.get("Target", "")
        whole = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[node.get("Id", "")] = (node.get("Type", "").rpartition("/")[2], whole)
    return found
