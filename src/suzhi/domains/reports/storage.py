"""Where issued documents lie: by their content, so that a file cannot be altered without being missed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from suzhi.kernel.errors import Refusal


def folder() -> Path:
    """The folder of issued documents, outside the web root."""
    path = Path(settings.EVIDENCE_ROOT) / "reports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def fingerprint(path: Path) -> str:
    """SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            found.update(chunk)
    return found.hexdigest()


def keep(part: Path) -> tuple[str, int]:
    """Give a written document its final place; returns its sha256 and size."""
    sha256, size = fingerprint(part), part.stat().st_size
    part.chmod(0o600)
    part.replace(folder() / f"{sha256}.docx")
    return sha256, size


def kept(sha256: str) -> Path:
    """The stored document, whole; refuses one that is missing or is not what was issued."""
    path = folder() / f"{sha256}.docx"
    if not path.is_file():
        raise Refusal(
            "reports.file_missing",
            _("这份报告的文件不在存档中。"),
            _("请用备份恢复文件；存档的数值不受影响。"),
        )
    if fingerprint(path) != sha256:
        raise Refusal(
            "reports.file_changed",
            _("存档的报告文件与签发时不同。"),
            _("请用备份恢复文件；存档的数值不受影响。"),
        )
    return path
