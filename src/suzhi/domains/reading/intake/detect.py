"""Decides by content, not by name alone, what a file is, and has it read."""

from __future__ import annotations

import re
from pathlib import PurePath

from suzhi.domains.reading import refusals
from suzhi.domains.reading.intake.docx import read_docx
from suzhi.domains.reading.intake.markdown import read_markdown
from suzhi.domains.reading.intake.plain import decode, read_plain
from suzhi.domains.reading.intake.source import Source

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 300_000
MAX_LINES = 20_000
MAX_FIGURES = 20_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = {
    b"%PDF": " PDF 文件",
    b"{\\rtf": " RTF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
}
_TEXTS = {".txt", ".md", ".markdown", ".text", ""}
_FILLED = re.compile(r"^.*\S", re.MULTILINE)
_FIGURES = re.compile(r"\d+|[一二两三四五六七八九十百千万亿]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def read_source(data: bytes, filename: str) -> Source:
    """The text of the file, or a refusal that says how to mend it."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise refusals.empty()
    if len(data) > MAX_BYTES:
        raise refusals.oversized("20 MB")
    suffix = PurePath(filename).suffix.lower()
    source = _read(data, suffix)
    if not source.text.strip():
        raise refusals.empty()
    if len(source.text) > MAX_CHARACTERS:
        raise refusals.oversized("30 万字")
    if sum(1 for _ in _FILLED.finditer(source.text)) > MAX_LINES:
        raise refusals.crowded("行", MAX_LINES)
    if sum(1 for _ in _FIGURES.finditer(source.text)) > MAX_FIGURES:
        raise refusals.crowded("个数字", MAX_FIGURES)
    if len(_HAN.findall(source.text[:20000])) < 10:
        raise refusals.not_a_document()
    return source


def _read(data: bytes, suffix: str) -> Source:
    if data.startswith(OLE):
        raise refusals.encrypted() if ENCRYPTED_PACKAGE in data else refusals.old_word()
    for magic, kind in _FOREIGN.items():
        if data.startswith(magic):
            raise refusals.unsupported(kind)
    if suffix == ".docm":
        raise refusals.macros()
    if data.startswith(ZIP):
        if suffix not in {*_TEXTS, ".docx"}:
            raise refusals.unsupported(f" {suffix} 文件")
        return read_docx(data)
    if suffix == ".docx":
        raise refusals.damaged("不是有效的 .docx 压缩结构，可能没有传完整")
    if suffix == ".doc":
        raise refusals.old_word()
    if suffix not in _TEXTS:
        raise refusals.unsupported(f" {suffix} 文件")
    if len(data) > 4_000_000:
        raise refusals.oversized("4 MB（纯文本）")
    text = decode(data)
    if len(text) > 2 * MAX_CHARACTERS:
        raise refusals.oversized("30 万字")
    return read_markdown(text) if suffix in {".md", ".markdown"} else read_plain(text)
