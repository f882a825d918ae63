"""Bytes on disk, named by what they are: written whole and made durable, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from suzhi.kernel.errors import Refusal

CHUNK = 1024 * 1024


def path_of(digest: str) -> Path:
    """Where the bytes of that digest lie."""
    return Path(settings.EVIDENCE_ROOT) / digest[:2] / digest


def digest_of(file: IO[bytes]) -> str:
    """sha256 of a file, read in pieces."""
    file.seek(0)
    found = sha256()
    while piece := file.read(CHUNK):
        found.update(piece)
    return found.hexdigest()


def keep(file: IO[bytes], digest: str) -> bool:
    """Store the bytes; whether they were new. Half a file never stands in a file's place."""
    target = path_of(digest)
    if target.exists():
        return False
    draft = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".draft-")
        with os.fdopen(handle, "wb") as out:
            file.seek(0)
            while piece := file.read(CHUNK):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        Path(draft).chmod(0o600)
        Path(draft).replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        if draft is not None:
            with contextlib.suppress(OSError):
                Path(draft).unlink()
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Refusal(
                "files.disk_full", _("磁盘已满，文件没有保存。"), _("请系统管理员清理磁盘后再上传。")
            ) from None
        raise
    return True


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
