"""For the audit: every stored file must still be what its digest says."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suzhi.engines.audit.api import Problem
from suzhi.engines.files import storage
from suzhi.engines.files.models import Evidence


def check() -> Iterator[Problem]:
    """Files that are missing or altered."""
    seen: dict[str, str] = {}
    for pk, digest, name in Evidence.objects.order_by("pk").values_list("pk", "sha256", "name").iterator():
        if digest not in seen:
            seen[digest] = _state(digest)
        if seen[digest]:
            yield Problem(
                "file." + seen[digest],
                "files_evidence",
                pk,
                _(_SAID[seen[digest]]) % name,
            )


_SAID = {
    "missing": gettext_noop("佐证文件“%s”不在了。"),
    "altered": gettext_noop("佐证文件“%s”的内容被改动。"),
}


def _state(digest: str) -> str:
    try:
        with storage.path_of(digest).open("rb") as file:
            return "" if storage.digest_of(file) == digest else "altered"
    except OSError:
        return "missing"
