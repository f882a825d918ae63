"""Brings an installation back from its archive. The archive is checked whole before anything is touched."""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import BinaryIO, cast

import psycopg

from suzhi.kernel import clock
from suzhi.kernel.errors import Refusal
from suzhi.operations.keeping.archive import kept_files
from suzhi.operations.keeping.dumping import count_rows, load
from suzhi.operations.keeping.manifest import (
    DUMP,
    MANIFEST,
    MANIFEST_LIMIT,
    Manifest,
    hash_stream,
    not_a_backup,
    read_manifest,
)
from suzhi.operations.processes import tables
from suzhi.operations.progress import Report


def require_empty(dsn: str, home: Path) -> None:
    """Refuse to write over what somebody may still need."""
    with psycopg.connect(dsn) as connection:
        rows = sum(count_rows(connection).values())
    files = [name for name in kept_files(home) if not name.startswith("keys/")]
    if rows or files:
        raise Refusal(
            "restore.not_empty", "恢复的目标不是空的：已有数据。",
            "请用 --home 指定一个新目录；确认要替换现有数据时加 --force（原文件会移到 replaced-… 目录）。",
        )  # fmt: skip


def restore(archive_path: Path, dsn: str, home: Path, report: Report) -> Manifest:
    """Unpack and check, load the database in one transaction, then put the files in their places."""
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as folder:
        staging = Path(folder)
        manifest = unpack(archive_path, staging, report)
        tables.forget()
        load(dsn, staging / DUMP, report)
        (staging / DUMP).unlink()
        require_rows(dsn, manifest)
        _put_in_place(staging, home)
    return manifest


def unpack(archive_path: Path, folder: Path, report: Report) -> Manifest:
    """Take the archive apart into the folder; every file must be the one that the manifest names."""
    try:
        with tarfile.open(archive_path, "r:") as archive:
            manifest = _first(archive)
            expected = {entry.name: entry for entry in manifest.entries}
            for done, member in enumerate(archive, start=1):
                if member.name == MANIFEST and done == 1:
                    continue
                entry = expected.pop(member.name, None)
                stream = archive.extractfile(member) if member.isreg() else None
                if entry is None or stream is None:
                    raise not_a_backup()
                if _take(cast(BinaryIO, stream), folder / entry.name) != (entry.sha256, entry.size):
                    raise Refusal(
                        "restore.changed", f"备份中的 {entry.name} 与校验值不符。", "请换一个备份文件。"
                    )
                report("核对备份（文件）", done, len(manifest.entries) + 1)
    except (tarfile.TarError, EOFError, UnicodeError):
        raise not_a_backup() from None
    if expected or DUMP not in {entry.name for entry in manifest.entries}:
        raise not_a_backup()
    return manifest


def _first(archive: tarfile.TarFile) -> Manifest:
    member = archive.next()
    if member is None or member.name != MANIFEST or not member.isreg() or member.size > MANIFEST_LIMIT:
        raise not_a_backup()
    stream = archive.extractfile(member)
    assert stream is not None
    return read_manifest(stream.read())


def _take(source: BinaryIO, target: Path) -> tuple[str, int]:
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as sink:
        return hash_stream(source, sink.write)


def require_rows(dsn: str, manifest: Manifest) -> None:
    """The restored tables hold as many rows as the saved ones did."""
    with psycopg.connect(dsn) as connection:
        found = count_rows(connection)
    wrong = [name for name, count in manifest.rows.items() if found.get(name) != count]
    if wrong:
        raise Refusal(
            "restore.rows", f"恢复后的行数与备份不符：{'、'.join(wrong)}。", "请重新恢复或换一个备份。"
        )


def _put_in_place(staging: Path, home: Path) -> None:
    aside = home / f"replaced-{clock.now():%Y%m%dT%H%M%S}"
    for part in sorted(staging.iterdir()):
        place = home / part.name
        if place.exists():
            aside.mkdir(exist_ok=True, mode=0o700)
            shutil.move(place, aside / part.name)
        part.replace(place)
        if part.name == "keys":
            place.chmod(0o700)
