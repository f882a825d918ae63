"""What a spreadsheet shows of a whole number: under the number format 00000 the number 42 is seen as 00042."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

# One token of a format: quoted text, an escaped character, a place for a digit, or any other character.
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(_.|\*.|\[[^\]]*\])|(0|#|\?)|(.)', re.DOTALL)
# Characters that stand for themselves. Full stops and commas change the number; letters give other types.
_PLAIN = frozenset("-+()/:&'~^{}<>= $¥￥：－（）")
Shape = Callable[[int], str]


def shape(code: str) -> Shape | None:
    """What the format makes of a whole number, if that is more than its digits."""
    tokens = _tokens(code.partition(";")[0])
    if tokens is None:
        return None
    places = sum(1 for token, place in tokens if place)
    padded = any(token == "0" for token, place in tokens if place)
    literal = any(not place for _token, place in tokens)
    if not places or (not literal and (not padded or places == 1)):
        return None
    return partial(_filled, tokens)


def _tokens(code: str) -> list[tuple[str, bool]] | None:
    """(text, whether it is a place for a digit) in order; None for a format that is not understood."""
    tokens = []
    for quoted, escaped, skipped, place, other in _TOKEN.findall(code):
        if place:
            tokens.append((place, True))
        elif quoted or escaped or (other in _PLAIN and other):
            tokens.append((quoted or escaped or other, False))
        elif not skipped and other:
            return None
    return tokens


def _filled(tokens: list[tuple[str, bool]], number: int) -> str:
    """The digits into their places from the right; what is left over stands before the first place."""
    digits = list(str(number))
    shown: list[str] = []
    left = sum(1 for _token, place in tokens if place)
    for token, place in reversed(tokens):
        if not place:
            shown.append(token)
            continue
        left -= 1
        if left == 0:
            shown.append("".join(digits) or ("0" if token == "0" else ""))
        elif digits:
            shown.append(digits.pop())
        elif token == "0":
            shown.append("0")
    return "".join(reversed(shown)).strip()
