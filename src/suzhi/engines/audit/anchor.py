"""The head of the chain, kept outside the database: what is cut off the end of the table is missed here.

A line of JSON in ``SUZHI_HOME/keys/audit_head``, authenticated with the installation's key, and a second copy
beside it. They may lag behind the table after a crash; they never run ahead of it.
"""

from __future__ import annotations

import fcntl
import hmac
import json
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Head:
    """The last act that this installation knows to have been committed."""

    act_id: int
    digest: str


def anchor_path() -> Path:
    """Where the head is kept."""
    return Path(settings.SUZHI_HOME) / "keys" / "audit_head"


def copy_path() -> Path:
    """Where it is kept a second time, so that one lost file loses nothing."""
    return anchor_path().with_name("audit_head_copy")


def advance(act_id: int, digest: str) -> None:
    """Move the head forward; commits may report out of order, so it never goes back."""
    path = anchor_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for place in (path, copy_path()):
            try:
                known = read_head(place)
            except ValueError:
                continue  # for the verification to see
            if known is None or known.act_id < act_id:
                _write(place, Head(act_id, digest))


def read_head(path: Path | None = None) -> Head | None:
    """The head; None when there is none. A forged one raises ValueError."""
    try:
        kept = json.loads((path or anchor_path()).read_text(encoding="ascii"))
        head = Head(int(kept["act"]), str(kept["digest"]))
        sound = hmac.compare_digest(str(kept["seal"]), keyed("head", f"{head.act_id}|{head.digest}"))
    except FileNotFoundError:
        return None
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError("audit_head is damaged") from error
    if not sound:
        raise ValueError("audit_head is forged")
    return head


def mark_of(digest: str) -> str:
    """The digest of an act under the installation's key: who has only the database cannot add to the chain."""
    return keyed("act", digest)


def _write(path: Path, head: Head) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    seal = keyed("head", f"{head.act_id}|{head.digest}")
    draft.write_text(
        json.dumps({"act": head.act_id, "digest": head.digest, "seal": seal}) + "\n", encoding="ascii"
    )
    draft.chmod(0o600)
    draft.replace(path)


def keyed(purpose: str, text: str) -> str:
    """A digest that only who has the installation's key can make."""
    key = sha256(f"suzhi audit {purpose}|{settings.FIELD_KEY}".encode()).digest()
    return hmac.new(key, text.encode(), sha256).hexdigest()
