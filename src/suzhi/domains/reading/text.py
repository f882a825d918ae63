"""A slice of the document seen without spaces and with one width of signs, that still knows its places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

_FOLD = {
    ord("　"): " ",
    ord("％"): "%",
    ord("﹪"): "%",
    ord("．"): ".",
    ord("。"): "。",
    ord("｡"): "。",
    ord("､"): "、",
}
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}  # digits
_FOLD |= {code: chr(code - 0xFEE0) for code in [*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}  # letters
_FOLD |= {ord("／"): "/", ord("∕"): "/"}
_FOLD |= {ord("（"): "(", ord("）"): ")", ord("﹙"): "(", ord("﹚"): ")", ord("［"): "[", ord("］"): "]"}
_FOLD |= {ord("〔"): "[", ord("〕"): "]", ord("【"): "[", ord("】"): "]", ord("﹝"): "[", ord("﹞"): "]"}
_FOLD |= {ord(";"): "；", ord(":"): "：", ord("!"): "！", ord("?"): "？", ord("＋"): "+", ord("﹢"): "+"}
_FOLD |= {ord(dash): "—" for dash in "–―－﹣‐‑‒─━-−"}
_FOLD |= {ord(tilde): "~" for tilde in "～∼〜﹋"}
_FOLD |= {ord(point): "·" for point in "•‧・"}
_FOLD |= {
    ord("＜"): "<",
    ord("＞"): ">",
    ord("≧"): "≥",
    ord("≦"): "≤",
    ord("＝"): "=",
    ord("「"): "“",
    ord("」"): "”",
}
_FOLD |= {ord("『"): "“", ord("』"): "”", ord("＂"): '"', ord("，"): "，", ord("﹐"): "，"}
_SPACES = set(" \t\r\n\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u2060\ufeff\u3000\u00ad\v\f")


def fold(text: str) -> str:
    """One width of every sign, character for character, so that places stay."""
    return text.translate(_FOLD)


@dataclass(frozen=True)
class View:
    """`source[start:end]`, folded and without spaces; `at[i]` is the place of its i-th character."""

    source: str
    start: int
    end: int

    @cached_property
    def at(self) -> list[int]:
        source = self.source
        return [i for i in range(self.start, self.end) if source[i] not in _SPACES]

    @cached_property
    def text(self) -> str:
        return _commas(fold("".join(self.source[i] for i in self.at)))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The source places of characters first..last (last excluded)."""
        if first >= last:
            place = self.at[first] if first < len(self.at) else self.end
            return place, place
        return self.at[first], self.at[last - 1] + 1

    def quote(self, first: int, last: int) -> str:
        """The document's own characters, with a wrapped line put together again."""
        start, end = self.span(first, last)
        return "".join(part.strip() for part in self.source[start:end].splitlines())


def _commas(text: str) -> str:
    """A half-width comma is a full one, unless it parts thousands; straight quotes become paired ones."""
    out = list(text)
    opened = False
    for i, char in enumerate(out):
        if char == "," and not _thousands(text, i):
            out[i] = "，"
        elif char == '"':
            out[i] = "”" if opened else "“"
            opened = not opened
    return "".join(out)


def _thousands(text: str, i: int) -> bool:
    after = text[i + 1 : i + 5]
    return (
        i > 0
        and text[i - 1].isdigit()
        and len(after) >= 3
        and after[:3].isdigit()
        and not after[3:4].isdigit()
    )
