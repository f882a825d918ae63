"""Which files are taken, told by their first bytes and not by their names."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import IO

LIMIT = 20 * 1024 * 1024
# A spreadsheet or document with more parts, or more bytes unpacked, is not one that a person made.
PARTS, UNPACKED = 5_000, 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileKind:
    """A type that is taken. ``inline``: a browser may show it in place."""

    mime: str
    name: str
    endings: tuple[str, ...]
    inline: bool = False


PDF = FileKind("application/pdf", "PDF", (".pdf",), inline=True)
JPEG = FileKind("image/jpeg", "JPEG", (".jpg", ".jpeg"), inline=True)
PNG = FileKind("image/png", "PNG", (".png",), inline=True)
DOCX = FileKind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word", (".docx",))
XLSX = FileKind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel", (".xlsx",))
MP4 = FileKind("video/mp4", "MP4", (".mp4",))

TAKEN = (PDF, JPEG, PNG, DOCX, XLSX, MP4)
BY_MIME = {kind.mime: kind for kind in TAKEN}

_MAGIC = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))


def kind_of(file: IO[bytes]) -> FileKind | None:
    """What the bytes are; None when they are nothing that is taken."""
    file.seek(0)
    head = file.read(12)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[4:8] == b"ftyp":
        return MP4
    return _office(file) if head.startswith(b"PK\x03\x04") else None


def _office(file: IO[bytes]) -> FileKind | None:
    """Word or Excel without macros; the list of parts is read, nothing is unpacked."""
    file.seek(0)
    try:
        parts = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
    names = {part.filename for part in parts}
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        return None
    if any(name.endswith("vbaProject.bin") for name in names) or "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None
