"""The head of the chain, kept outside the database: what is cut off the end of the table is missed here.

A line of JSON in ``SUZHI_HOME/keys/audit_head``, authenticated with the installation's key. It may lag behind
the table after a crash; it never runs ahead of it.
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


def advance(act_id: int, digest: str) -> None:
    """Move the head forward; commits may report out of order, so it never goes back."""
    path = anchor_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = read_head()
        if known is None or known.act_id < act_id:
            _write(path, Head(act_id, digest))


def write_head(act_id: int, digest: str) -> None:
    """Set the head, backwards too: only after a restore, whose act says so."""
    path = anchor_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, Head(act_id, digest))


def read_head() -> Head | None:
    """The head; None when there is none. A forged one raises ValueError."""
    try:
        kept = json.loads(anchor_path().read_text(encoding="ascii"))
        head = Head(int(kept["act"]), str(kept["digest"]))
        sound = hmac.compare_digest(str(kept["seal"]), _seal(head))
    except FileNotFoundError:
        return None
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError("audit_head is damaged") from error
    if not sound:
        raise ValueError("audit_head is forged")
    return head


def _write(path: Path, head: Head) -> None:
    draft = path.with_name(f".audit_head.{os.getpid()}")
    draft.write_text(
        json.dumps({"act": head.act_id, "digest": head.digest, "seal": _seal(head)}) + "\n", encoding="ascii"
    )
    draft.chmod(0o600)
    draft.replace(path)


def _seal(head: Head) -> str:
    key = sha256(b"suzhi audit head|" + str(settings.FIELD_KEY).encode()).digest()
    return hmac.new(key, f"{head.act_id}|{head.digest}".encode(), sha256).hexdigest()
