"""Lays the blocks found in a document beside the blocks that were issued."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from suzhi.domains.reports.document.reader import TextBlock


@dataclass(slots=True)
class Pair:
    """An issued block and the one that stands in its place; either may be missing.

    ``recovered``: figures read out of the sentence because their controls are gone.
    """

    expected: TextBlock | None
    found: TextBlock | None
    recovered: dict[str, str] = field(default_factory=dict)

    def strayed(self, counts: Counter[str]) -> list[str]:
        """Figures of this block that are elsewhere in the document, or elsewhere in the sentence."""
        if self.expected is None or self.recovered:
            return []
        here = self.found.tags if self.found else ()
        once = [tag for tag in self.expected.tags if counts[tag] == 1]
        away = [tag for tag in once if tag not in here]
        if away or self.found is None or self.found.prose != self.expected.prose:
            return away
        places, now = _positions(self.expected), _positions(self.found)
        return [tag for tag in once if places[tag] != now[tag]]


def _positions(block: TextBlock) -> dict[str, int]:
    """Where in the prose each figure stands."""
    places: dict[str, int] = {}
    passed = 0
    for piece in block.pieces:
        if piece.tag:
            places[piece.tag] = passed
        else:
            passed += len(piece.text)
    return places


Expected = Callable[[str], str | None]


def aligned(issued: Sequence[TextBlock], found: Sequence[TextBlock], expected: Expected) -> list[Pair]:
    """Pairs in reading order: blocks of equal prose first, then what stands between them."""
    matcher = SequenceMatcher(None, _keys(issued), _keys(found), autojunk=False)
    pairs: list[Pair] = []
    for operation, first, last, start, end in matcher.get_opcodes():
        if operation == "equal":
            pairs.extend(Pair(*both) for both in zip(issued[first:last], found[start:end], strict=True))
        else:
            pairs.extend(_between(issued[first:last], list(found[start:end]), expected))
    return [_with_recovery(pair, expected) for pair in pairs]


def _keys(blocks: Iterable[TextBlock]) -> list[str]:
    """Cells keep their column in the key, so that a table of bare figures cannot slip sideways."""
    return [
        f"{block.place.rpartition('行')[2] if block.place[0] == '表' else ''}|{block.prose}"
        for block in blocks
    ]


def _between(issued: Sequence[TextBlock], found: list[TextBlock], expected: Expected) -> list[Pair]:
    """Blocks that are not the same: the same place first, then the same sentence, then the order."""
    pairs: list[Pair] = []
    unmatched: list[TextBlock] = []
    for block in issued:
        same = next((other for other in found if _is_same(block, other)), None)
        if same is None:
            unmatched.append(block)
            continue
        found.remove(same)
        pairs.append(Pair(block, same))
    for block in unmatched:
        nearest = next((other for other in found if other.place == block.place), None)
        if nearest is not None:
            found.remove(nearest)
        pairs.append(Pair(block, nearest))
    pairs.extend(Pair(None, other) for other in found)
    return pairs


def _is_same(block: TextBlock, other: TextBlock) -> bool:
    if block.tags and set(block.tags) & set(other.tags):
        return True
    if not block.prose:
        return block.place == other.place
    return read_out(block, other.text) is not None


def read_out(block: TextBlock, text: str) -> list[str] | None:
    """The texts at the places of the figures, if the prose around them is unchanged."""
    pattern = "".join("(.*?)" if piece.tag else re.escape(piece.text) for piece in block.pieces)
    match = re.fullmatch(pattern, text)
    return None if match is None else list(match.groups())


def _with_recovery(pair: Pair, expected: Expected) -> Pair:
    """Reads figures out of the sentence where controls are missing but their text is there."""
    if pair.expected is None or pair.found is None:
        return pair
    gone = [tag for tag in pair.expected.tags if tag not in pair.found.tags]
    if not gone or pair.found.prose == pair.expected.prose:
        return pair
    texts = read_out(pair.expected, pair.found.text)
    if texts is None or not all(texts):
        return pair
    pair.recovered = dict(zip(pair.expected.tags, texts, strict=True))
    return pair
