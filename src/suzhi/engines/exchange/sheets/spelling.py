"""Guessing what a person meant to write."""

from __future__ import annotations

import difflib


def nearest(word: str, known: list[str]) -> str:
    """The known name most like the word, or nothing."""
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    if found:
        return found[0]
    inside = [name for name in known if name in word or (len(word) > 1 and word in name)]
    return max(inside, key=len, default="")
