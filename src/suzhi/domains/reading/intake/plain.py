"""Plain text: its encoding, its line ends, and lines that an editor wrapped."""

from __future__ import annotations

import codecs
import re

from suzhi.domains.reading import refusals
from suzhi.domains.reading.intake.source import Source

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_EVERYDAY = set("的和工会职年不一各人以上在为到中有大全市员是要")
_ALLOWED_CONTROLS = set("\n\t\f\v")


def decode(data: bytes) -> str:
    """Text by its byte-order mark, else strict UTF-8, else strict GB18030; anything binary is refused."""
    encodings = [name for mark, name in _BOMS if data.startswith(mark)]
    encodings = encodings or [*_unmarked(data), "utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
        if _binary(text) or (encoding == "gb18030" and _garbled(text)):
            continue
        return text
    raise refusals.unknown_encoding()


def _unmarked(data: bytes) -> list[str]:
    """UTF-16 without its mark shows by its line ends."""
    little, big = data.count(b"\n\x00"), data.count(b"\x00\n")
    if max(little, big) == 0 or len(data) % 2:
        return []
    return ["utf-16-le" if little >= big else "utf-16-be"]


def _garbled(text: str) -> bool:
    """Bytes of another encoding read as GB18030 give rare characters: hardly any of the everyday ones."""
    han = _HAN.findall(text[:20000])
    return len(han) > 200 and sum(1 for char in han if char in _EVERYDAY) < len(han) // 50


def _binary(text: str) -> bool:
    """A text has next to no control characters."""
    controls = sum(1 for char in text if ord(char) < 32 and char not in _ALLOWED_CONTROLS)
    return controls > len(text) // 500


def read_plain(text: str) -> Source:
    return Source(text.rstrip("\n") + "\n")
