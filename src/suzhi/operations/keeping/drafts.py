"""Where a backup is made before it is whole, and what killed ones left there: copies of the keys and of the records."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from suzhi.kernel.clock import now
from suzhi.operations.keeping.manifest import DUMP
from suzhi.operations.processes.locks import is_last_holder, open_lock, share

ARCHIVE = "archive.tar"
_PREFIX = ".backup-"
_HELD, _TAKING = "running.lock", "taking.lock"
_NAME = re.compile(rf"{re.escape(_PREFIX)}[a-z0-9_]{{8}}")
# What a backup puts there. A folder with anything else in it is somebody's own, whatever its name.
_CONTENTS = re.compile("|".join([re.escape(DUMP), re.escape(ARCHIVE), r"key-\d+", _HELD, _TAKING]))
# Longer than it takes from making a folder to locking it, or than a backup without locks went on.
_SURELY_DEAD = timedelta(days=1)


@contextmanager
def drafts(place: Path) -> Iterator[Path]:
    """A folder of this backup's own beside the archive to be; it is locked for as long as the backup runs."""
    _clear(place)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
    held = open_lock(folder / _TAKING)
    try:
        share(held)
        # Under this name it is locked from its first moment on.
        (folder / _TAKING).rename(folder / _HELD)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _clear(place: Path) -> None:
    for path in place.glob(f"{_PREFIX}*"):
        if _NAME.fullmatch(path.name) and path.is_dir() and not path.is_symlink() and _is_dead(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_dead(folder: Path) -> bool:
    """Whether a backup made it and runs no more."""
    try:
        if not all(_CONTENTS.fullmatch(path.name) for path in folder.iterdir()):
            return False
        if not (folder / _HELD).exists():
            return now().timestamp() - folder.stat().st_mtime > _SURELY_DEAD.total_seconds()
        held = open_lock(folder / _HELD)
    except OSError:
        return False  # another user's, or just gone
    try:
        return is_last_holder(held)
    finally:
        os.close(held)
