"""Ids of elements that have no name of their own."""

from __future__ import annotations

import secrets
from itertools import count

_ids = count(1)
# A page may be drawn by one process and a piece of it by another.
_PROCESS = secrets.token_hex(3)


def fresh_id() -> str:
    """An element id that no other element of any page bears."""
    return f"u{_PROCESS}-{next(_ids)}"
