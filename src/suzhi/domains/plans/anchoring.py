"""Where in the document's own words a figure stands: the part of the sentence that shares most with its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_PART = re.compile(r"[^，；\u3002：！？\n]+")
_NOISE = re.compile(r"[^\w]|[0-9０-９]|全市|各级|以上|达到|力争|不少于|至少|每年")
_NUMBER_COUNTS = 3  # a figure's own number in the part weighs as much as so many shared pairs
_LEAST = 2


@dataclass(frozen=True)
class Wanted:
    """A figure: its key, the words that name it, and its target as the document may have written it."""

    key: str
    words: str
    numbers: tuple[str, ...] = ()


@lru_cache(maxsize=512)
def places(text: str, wanted: tuple[Wanted, ...]) -> dict[str, tuple[int, int]]:
    """Key -> (start, end) in the text; what shares too little with any part is left out."""
    parts = [match.span() for match in _PART.finditer(text)]
    pairs = [_pairs(text[a:b]) for a, b in parts]
    found: dict[str, tuple[int, int]] = {}
    for one in wanted:
        own = _pairs(one.words)
        scores = [_score(own, one.numbers, pairs, at, text[a:b]) for at, (a, b) in enumerate(parts)]
        best = max(range(len(parts)), key=lambda at: (scores[at], -at), default=None)
        if best is not None and scores[best] >= _LEAST:
            found[one.key] = parts[best]
    return found


def _score(own: set[str], numbers: Sequence[str], pairs: list[set[str]], at: int, part: str) -> float:
    """The part before often names the thing, and the part itself its number."""
    near = own & pairs[at - 1] if at else set()
    told = any(re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", part) for number in numbers)
    score = len(own & pairs[at]) + len(near - pairs[at]) / 2
    return score + (_NUMBER_COUNTS if told and score else 0)


def _pairs(text: str) -> set[str]:
    plain = _NOISE.sub("", text)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
