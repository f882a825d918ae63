"""Uploaded workbooks, kept only until they are written or discarded: they hold whole personal numbers."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from suzhi.kernel.clock import now


def folder() -> Path:
    """Where they lie; only the programme may look."""
    path = Path(settings.SUZHI_HOME) / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def digest(path: Path) -> str:
    """The sha256 of a file."""
    found = sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            found.update(chunk)
    return found.hexdigest()


def keep(source: Path, import_id: int) -> Path:
    """A copy under the import's number, whole or not at all."""
    target = kept(import_id)
    part = target.with_suffix(".part")
    try:
        shutil.copyfile(source, part)
        part.chmod(0o600)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


def kept(import_id: int) -> Path:
    """Where the file of that import lies, if it still does."""
    return folder() / f"{import_id}.upload"


def forget_old(days: int = 7) -> int:
    """Delete the files of checks that nobody confirmed; returns how many. For the scheduler."""
    oldest = now().timestamp() - days * 86_400
    old = [path for path in folder().iterdir() if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def forget(import_id: int) -> None:
    """Delete the file."""
    kept(import_id).unlink(missing_ok=True)
