"""Which cells of a worksheet are merged: the list stands below the rows, so it is looked for by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import IO

from suzhi.engines.exchange.files.workbooks import Span

_MERGE = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"'
)
_CHUNK = 1 << 20
# Longer than any such element is written.
_OVERLAP = 400
_MOST = 10_000


def merged_spans(part: IO[bytes]) -> list[Span]:
    """The merged areas; a raw search, since a second parse of the rows would cost as much as the first."""
    return [_span(found) for found in islice(_found(part), _MOST)]


def _found(part: IO[bytes]) -> Iterator[re.Match[bytes]]:
    rest = b""
    while chunk := part.read(_CHUNK):
        text = rest + chunk
        end = 0
        for match in _MERGE.finditer(text):
            end = match.end()
            yield match
        rest = text[max(end, len(text) - _OVERLAP) :]


def _span(match: re.Match[bytes]) -> Span:
    return int(match[2]), _place(match[1]), int(match[4]), _place(match[3])


def _place(letters: bytes) -> int:
    """Column A is 0."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
