"""Temporary passwords that can be read out over the telephone."""

from __future__ import annotations

import secrets

# No 0 O o 1 l I, which are misheard and misread.
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_DIGITS = "23456789"


def temporary_password() -> str:
    """Four groups of four: 15 letters' worth of chance and a digit in each group."""
    groups = []
    for _ in range(4):
        letters = [secrets.choice(_LETTERS) for _ in range(3)]
        letters.insert(secrets.randbelow(4), secrets.choice(_DIGITS))
        groups.append("".join(letters))
    return "-".join(groups)
