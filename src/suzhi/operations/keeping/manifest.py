"""What an archive says of itself, and whether that is so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from suzhi.kernel.errors import Refusal

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
CHUNK = 1024 * 1024
MANIFEST_LIMIT = 256 * CHUNK


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the archive."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The archive's own list of contents; ``rows`` counts the tables as the dump saw them."""

    version: str
    made_at: str
    entries: list[Entry]
    rows: dict[str, int] = field(default_factory=dict)
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        """As it lies in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_manifest(content: bytes) -> Manifest:
    """Read and check the shape; what is not a manifest of ours is refused."""
    try:
        raw = json.loads(content)
        entries = [Entry(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in raw["entries"]]
        manifest = Manifest(raw["version"], raw["made_at"], entries, dict(raw["rows"]), int(raw["format"]))
    except (ValueError, KeyError, TypeError):
        raise not_a_backup() from None
    if manifest.format > FORMAT:
        raise Refusal("restore.newer", "这个备份由更新的版本制作。", "请先升级程序，再恢复。")
    if any(not is_safe(entry.name) for entry in entries):
        raise not_a_backup()
    return manifest


def is_safe(name: str) -> bool:
    """Whether a name stays inside the folder it is unpacked to."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and not name.startswith("/")
        and ".." not in parts
        and "\\" not in name
        and "\0" not in name
    )


def not_a_backup() -> Refusal:
    """The refusal for a file of another kind, or a broken one."""
    return Refusal("restore.not_a_backup", "这不是 suzhi backup 制作的备份，或已损坏。", "请换一个备份文件。")


def hash_file(path: Path) -> tuple[str, int]:
    """Digest and size."""
    with open(path, "rb") as handle:
        return hash_stream(handle, lambda chunk: None)


def hash_stream(source: BinaryIO, sink: Callable[[bytes], object]) -> tuple[str, int]:
    """Digest and size of what flows from source to sink."""
    total, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        total.update(chunk)
        size += len(chunk)
        sink(chunk)
    return total.hexdigest(), size
