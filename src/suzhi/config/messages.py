"""Compiles the message catalogues (.po to .mo) without gettext's tools, which a small office does not have.

Run as a program by the set-up: ``python messages.py``. Uses the standard library only.
"""

from __future__ import annotations

import ast
import struct
import sys
from pathlib import Path

LOCALE_FOLDERS = (Path(__file__).resolve().parents[1] / "locale",)


def read_catalogue(text: str) -> dict[str, str]:
    """The translated messages of a .po file; plural forms and contexts in the form that .mo files use."""
    catalogue: dict[str, str] = {}
    for entry in text.split("\n\n"):
        fields = _fields(entry)
        if "msgid" not in fields or ("#, fuzzy" in entry and fields["msgid"]):
            continue
        key = fields["msgid"]
        if "msgctxt" in fields:
            key = f"{fields['msgctxt']}\x04{key}"
        if "msgid_plural" in fields:
            key = f"{key}\x00{fields['msgid_plural']}"
            forms = [fields[name] for name in sorted(fields) if name.startswith("msgstr[")]
            value = "\x00".join(forms) if all(forms) else ""
        else:
            value = fields.get("msgstr", "")
        if value:
            catalogue[key] = value
    return catalogue


def _fields(entry: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in entry.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if not line.startswith('"'):
            name, _, line = line.partition(" ")
            fields[name] = ""
        fields[name] += ast.literal_eval(line)
    return fields


def write_catalogue(catalogue: dict[str, str]) -> bytes:
    """The bytes of a .mo file."""
    pairs = [
        (key.encode(), catalogue[key].encode()) for key in sorted(catalogue, key=lambda key: key.encode())
    ]
    count = len(pairs)
    keys_at, values_at = 28, 28 + 8 * count
    offset = 28 + 16 * count
    tables: list[bytes] = []
    body = b""
    for side in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[side]), offset + len(body)))
            body += pair[side] + b"\x00"
    header = struct.pack("<7I", 0x950412DE, 0, count, keys_at, values_at, 0, offset)
    return header + b"".join(tables) + body


def compile_all(folders: tuple[Path, ...] = LOCALE_FOLDERS) -> list[Path]:
    """Compile what changed; what was written."""
    written = []
    for source in sorted(path for folder in folders for path in folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        content = write_catalogue(read_catalogue(source.read_text(encoding="utf-8")))
        draft = target.with_suffix(".mo.new")
        draft.write_bytes(content)
        draft.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_all()
    sys.exit(0)
