"""The installation's secrets: made at first start, readable by the owner only, never in the database.

``secret_key`` signs sessions and tokens; ``field_key`` encrypts identity numbers and telephone numbers.
Losing the field key loses those columns for good, which is why a backup carries it.
"""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path

from suzhi.operations.home import home_part

KEY_NAMES = ("secret_key", "field_key")


def key_path(name: str) -> Path:
    """The file that holds the key."""
    return home_part("keys") / name


def _make(name: str) -> str:
    if name == "field_key":
        return urlsafe_b64encode(secrets.token_bytes(32)).decode("ascii")
    return secrets.token_urlsafe(64)


def _read_or_make(name: str) -> str:
    path = key_path(name)
    path.parent.chmod(0o700)
    if not path.exists():
        # Written whole beside its place and then linked: two first starts at once must agree on one key.
        draft = path.with_name(f".{name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(_make(name) + "\n")
            handle.flush()
            os.fsync(handle.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()


def secret_key() -> str:
    """Django's SECRET_KEY: ``SUZHI_SECRET_KEY`` or the installation's own."""
    return os.environ.get("SUZHI_SECRET_KEY") or _read_or_make("secret_key")


def field_key() -> str:
    """The key of encrypted columns, 32 bytes in url-safe base64: ``SUZHI_FIELD_KEY`` or our own."""
    return os.environ.get("SUZHI_FIELD_KEY") or _read_or_make("field_key")


def from_environment() -> list[str]:
    """Variables whose keys are not kept in the home, and so not in its backups."""
    return [name for name in ("SUZHI_SECRET_KEY", "SUZHI_FIELD_KEY") if os.environ.get(name)]
