"""One spelling for all spellings of a sign-in name that a person, or the database, may take for the same."""

from __future__ import annotations

import unicodedata

# Invisible or combining: zero-width, direction marks, dots and accents set apart.
_DROPPED = {"Cf", "Cc", "Mn", "Zs"}
LONGEST = 150


def fold_name(name: str) -> str:
    """Width, case (ı İ ſ included), marks and what cannot be seen are folded away."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).upper())
    kept = "".join(char for char in spread if unicodedata.category(char) not in _DROPPED)
    return unicodedata.normalize("NFKC", kept.casefold())[:LONGEST]
