"""Which kind of number holds which: the usual nesting, and where a document shows another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from suzhi.domains.reading.markers import RANK, Marker
from suzhi.domains.reading.paragraphs import Paragraph

_DECIMALS = {"decimal2", "decimal3", "decimal4"}


def observed_nesting(paragraphs: list[Paragraph]) -> set[tuple[str, str]]:
    """Pairs (outer, inner) in which this document turns the usual nesting round (1. holds （一）)."""
    runs: Counter[tuple[str, str]] = Counter()
    last: dict[str, int] = {}
    between: dict[str, set[str]] = {}
    for marker in _markers(paragraphs):
        if marker.number == last.get(marker.kind, 0) + 1 and marker.number > 1:
            runs.update((marker.kind, other) for other in between.get(marker.kind, set()))
        last[marker.kind] = marker.number
        between[marker.kind] = set()
        for kind in between:
            if kind != marker.kind:
                between[kind].add(marker.kind)
    order = {kind: at for at, kind in enumerate(RANK)}
    return {(a, b) for (a, b), seen in runs.items() if order[a] > order[b] and seen > runs.get((b, a), 0)}


def outer(above: str, below: str, turned: set[tuple[str, str]]) -> bool:
    if (above, below) in turned:
        return True
    if (below, above) in turned:
        return False
    return RANK.index(above) < RANK.index(below)


def _markers(paragraphs: list[Paragraph]) -> list[Marker]:
    return [p.marker for p in paragraphs if p.marker]


def settled(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """1. stands above 1.1 and, in a list of its own, below it: the lower ones become a kind of their own."""
    lower = _lower_lists(_markers(paragraphs))
    out: list[Paragraph] = []
    at = -1
    for paragraph in paragraphs:
        if paragraph.marker is not None:
            at += 1
            if at in lower:
                paragraph = replace(paragraph, marker=replace(paragraph.marker, kind="item"))
        out.append(paragraph)
    return out


def _lower_lists(markers: list[Marker]) -> set[int]:
    """Places of the numbers that count a list under 1.1, not the chapters of the document."""
    lower: set[int] = set()
    top = inner = 0
    under = False
    for at, marker in enumerate(markers):
        if marker.kind in _DECIMALS:
            under, inner = True, 0
        elif marker.kind == "number":
            if under and marker.number == inner + 1 and not _goes_on_above(markers, at, top):
                lower.add(at)
                inner = marker.number
            else:
                top, under = marker.number, False
    return lower


def _goes_on_above(markers: list[Marker], at: int, top: int) -> bool:
    """The number is the next chapter: what follows is counted under it, or nobody else claims its place."""
    number = markers[at].number
    if number != top + 1:
        return False
    for later in markers[at + 1 :]:
        if later.kind in _DECIMALS:
            return later.path[0] == number
        if later.kind == "number" and later.number <= number:
            return later.number < number
    return True
