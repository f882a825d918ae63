"""What browsers keep: the few files beside the pages, held in memory, under names that carry their content.

Made when a web process first needs them (some milliseconds), so there is no step of collecting to forget, and
two processes of the same version give the same names.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from suzhi.ui import bundle

FOLDER = bundle.HERE.parent
# Made of many files, which are not handed out themselves.
SHEET, SCRIPT = "suzhi/suzhi.css", "suzhi/suzhi.js"
PARTS = (bundle.HERE / "css", bundle.HERE / "js")
ALONE = (bundle.HERE / "js" / "retry.js",)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its plain name, the name with its digest, its type, its bytes as they are and packed."""

    name: str
    hashed: str
    kind: str
    body: bytes
    packed: bytes


@cache
def assets() -> dict[str, Asset]:
    """By plain name."""
    found = [asset(SHEET, bundle.sheet().encode()), asset(SCRIPT, _htmx() + bundle.script().encode())]
    found += [asset(path.relative_to(FOLDER).as_posix(), path.read_bytes()) for path in _files()]
    return {one.name: one for one in found}


@cache
def by_hashed_name() -> dict[str, Asset]:
    """The same by the name under which browsers ask."""
    return {one.hashed: one for one in assets().values()}


def hashed(name: str) -> str:
    """The name with its digest; what is not there keeps its own."""
    found = assets().get(name)
    return found.hashed if found else name


def asset(name: str, body: bytes) -> Asset:
    """Name, digest and packed form of these bytes."""
    path = PurePosixPath(name)
    digest = hashlib.sha256(body).hexdigest()[:12]
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    kind = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    return Asset(
        name, f"{path.parent}/{path.stem}.{digest}{path.suffix}", kind, body, gzip.compress(body, 9, mtime=0)
    )


def _files() -> list[Path]:
    files = [path for path in sorted(FOLDER.rglob("*")) if path.is_file() and path.parent not in PARTS]
    return [*files, *ALONE]


def _htmx() -> bytes:
    spec = find_spec("django_htmx")
    assert spec is not None and spec.origin is not None
    return (Path(spec.origin).parent / "static" / "django_htmx" / "htmx-2.min.js").read_bytes() + b"\n"
