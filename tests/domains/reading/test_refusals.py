"""Files that cannot be read get a Chinese reason and a remedy, whatever is wrong with them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from domains.reading.word import CONTENT_TYPES, docx, paragraph
from suzhi.domains.reading.api import NotAPlan, UnreadableDocument, read_document

PLAN = "示例市职工素质规划（2021—2025年）\n一、目标\n（一）每年举办竞赛10场，培训职工不少于500人次。\n"


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("word/document.xml", b" " * (60 * 1024 * 1024))
    return buffer.getvalue()


def lying_bomb() -> bytes:
    """The directory says that the part is small; the stream is not."""
    data = bytearray(bomb())
    size = (60 * 1024 * 1024).to_bytes(4, "little")
    return bytes(data.replace(size, (1000).to_bytes(4, "little")))


def entities() -> bytes:
    xml = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'
    return zipped(word__document=b"") and _with_document(xml)


def _with_document(xml: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("word/document.xml", xml)
    return buffer.getvalue()


def with_macros() -> bytes:
    buffer = io.BytesIO(docx(paragraph("一、目标")))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return buffer.getvalue()


def broken_middle() -> bytes:
    data = bytearray(docx(*[paragraph(f"（{i}）每年举办竞赛10场。") for i in range(300)]))
    for i in range(300, 900):
        data[i] ^= 0xFF
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
CASES: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("empty", lambda: b"", "a.txt", "plans.empty"),
    ("blank", lambda: b"\xef\xbb\xbf \r\n\r\n", "a.txt", "plans.empty"),
    ("old word", lambda: OLE, "a.doc", "plans.old_word"),
    ("old word renamed", lambda: OLE, "a.docx", "plans.old_word"),
    ("encrypted", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "plans.encrypted"),
    ("macro name", lambda: docx(paragraph("一、目标")), "a.docm", "plans.macros"),
    ("macro inside", with_macros, "a.docx", "plans.macros"),
    ("truncated", lambda: docx(paragraph("一、目标"))[:-200], "a.docx", "plans.damaged"),
    ("broken middle", broken_middle, "a.docx", "plans.damaged"),
    ("not a zip", lambda: PLAN.encode(), "a.docx", "plans.damaged"),
    ("half xml", lambda: _with_document(b"<w:document><w:body>"), "a.docx", "plans.damaged"),
    ("no body part", lambda: zipped(**{"[Content_Types].xml": CONTENT_TYPES}), "a.docx", "plans.damaged"),
    ("workbook", lambda: zipped(xl__workbook=b"x"), "a.docx", "plans.unsupported"),
    ("zip of anything", lambda: zipped(a=b"x"), "a.zip", "plans.unsupported"),
    ("bomb", bomb, "a.docx", "plans.unsafe"),
    ("lying bomb", lying_bomb, "a.docx", ""),
    ("entities", entities, "a.docx", "plans.unsafe"),
    ("pdf", lambda: b"%PDF-1.7 ...", "a.pdf", "plans.unsupported"),
    ("pdf renamed", lambda: b"%PDF-1.7 ...", "a.txt", "plans.unsupported"),
    ("rtf", lambda: b"{\\rtf1 x}", "a.doc", "plans.unsupported"),
    ("picture", lambda: b"\x89PNG\r\n\x1a\n....", "a.png", "plans.unsupported"),
    ("odd suffix", lambda: PLAN.encode(), "a.wps", "plans.unsupported"),
    ("binary", lambda: bytes(range(256)) * 20, "a.txt", "plans.encoding"),
    ("another package", lambda: zipped(content=b"x"), "a.ofd", "plans.unsupported"),
    (
        "traditional encoding",
        lambda: ("一、目標" + "每年舉辦競賽，培訓職工。" * 40).encode("big5"),
        "a.txt",
        "plans.encoding",
    ),
    ("too big", lambda: b"a" * (21 * 1024 * 1024), "a.txt", "plans.oversized"),
    ("too much text", lambda: (PLAN * 40000).encode(), "a.txt", "plans.oversized"),
    ("english", lambda: b"1. Nothing here is Chinese at all.\n" * 20, "a.txt", "plans.not_a_document"),
    (
        "no clauses",
        lambda: "示例市职工素质规划\n各级工会要提高认识，抓好落实，取得实效。\n".encode(),
        "a.txt",
        "plans.no_clauses",
    ),
    (
        "no clauses in word",
        lambda: docx(paragraph("各级工会要提高认识，抓好落实，取得实效。")),
        "a.docx",
        "plans.no_clauses",
    ),
]


@pytest.mark.parametrize(
    ("make", "name", "code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_refused_with_reason_and_remedy(make: Callable[[], bytes], name: str, code: str) -> None:
    with pytest.raises((UnreadableDocument, NotAPlan)) as refused:
        read_document(make(), name)
    assert not code or refused.value.code == code
    assert refused.value.code.startswith("plans.")
    assert any("\u4e00" <= char <= "\u9fff" for char in refused.value.message)
    assert refused.value.remedy


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, newline: str) -> None:
    if newline == "\r" and encoding in {"utf-16-le", "utf-16-be"}:
        pytest.skip("nothing tells it from another encoding")
    reading = read_document(PLAN.replace("\n", newline).encode(encoding), "规划.txt")
    assert [t.value for t in reading.targets] == ["10", "500"]


def test_any_cut_of_a_word_file_is_refused_or_read() -> None:
    whole = docx(*[paragraph(line) for line in PLAN.split("\n")])
    for end in range(0, len(whole), 37):
        with pytest.raises((UnreadableDocument, NotAPlan)):
            read_document(whole[:end], "a.docx")
