"""Ids of elements that have no name of their own."""

from __future__ import annotations

from itertools import count

_ids = count(1)


def fresh_id() -> str:
    """An element id that no other element of this process's pages bears."""
    return f"u{next(_ids)}"
