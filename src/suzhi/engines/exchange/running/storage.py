"""Workbooks on the disk, outside the web root and apart from the evidence, which backups carry.

An upload may hold whole personal numbers, so it is deleted as soon as every row of it has been written, or it is
discarded, or after a week: what it brought is in the records and their history. An export lies for a day.
"""

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


def exports_folder() -> Path:
    """Where large exports lie until they are fetched."""
    path = Path(settings.SUZHI_HOME) / "exports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def export_path(job_id: int, form: str) -> Path:
    """Where the file of that export lies, if it does."""
    return exports_folder() / f"{job_id}.{form}"


def forget_old_exports(days: int = 1) -> int:
    """Delete the files of exports that are no longer fetched; returns how many."""
    return _forget_before(exports_folder(), days)


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
    return _forget_before(folder(), days)


def forget_unwanted(wanted: set[int], hours: int = 1) -> int:
    """Delete what killed processes left: copies begun, and files of imports that ended or never came to be."""
    # A file is kept a moment before its import can be seen.
    oldest = now().timestamp() - hours * 3_600
    names = {f"{number}.upload" for number in wanted}
    left = [path for path in folder().iterdir() if path.name not in names and path.stat().st_mtime < oldest]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _forget_before(place: Path, days: int) -> int:
    oldest = now().timestamp() - days * 86_400
    old = [path for path in place.iterdir() if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def forget(import_id: int) -> None:
    """Delete the file."""
    kept(import_id).unlink(missing_ok=True)
