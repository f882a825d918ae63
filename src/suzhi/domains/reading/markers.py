"""The numbers that open a clause, in every style that official documents use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from suzhi.domains.reading.numbers import chinese_number
from suzhi.domains.reading.text import fold

CN = "[〇零一二三四五六七八九十百]"
_AFTER = r"(?![\d%万亿千百]|[个名人次场家](?:次|以上|左右|多|余|[，。、；的]|$)|$)"

# Outer kinds first: this is the usual nesting, unless a document shows another (see outline.py).
RANK = [
    "part",
    "chapter",
    "section",
    "article",
    "cn",
    "cn_paren",
    "number",
    "decimal2",
    "decimal3",
    "decimal4",
    "item",
    "half_paren",
    "paren",
    "circle",
    "letter",
]

_PATTERNS: list[tuple[str, re.Pattern[str]]] = [
    ("part", re.compile(rf"第\s*({CN}+|\d+)\s*(?:部分|篇|编)[、：:\s]*")),
    ("chapter", re.compile(rf"第\s*({CN}+|\d+)\s*章[、：:\s]*")),
    ("section", re.compile(rf"第\s*({CN}+|\d+)\s*节[、：:\s]*")),
    ("article", re.compile(rf"第\s*({CN}+|\d+)\s*条[、：:\s]*")),
    ("cn_paren", re.compile(rf"[(\[]\s*({CN}+)\s*[)\]]\s*[、.]?\s*")),
    ("cn_paren", re.compile(r"([\u3220-\u3229])\s*[、.]?\s*")),
    ("cn", re.compile(rf"({CN}+)\s*(?:[、.]|[ \t\u3000]+(?=[\u4e00-\u9fff]{{2,24}}\s*$))\s*")),
    ("decimal4", re.compile(rf"(\d{{1,2}}\.\d{{1,2}}\.\d{{1,2}}\.\d{{1,2}})[.、\s]*{_AFTER}")),
    ("decimal3", re.compile(rf"(\d{{1,2}}\.\d{{1,2}}\.\d{{1,2}})[.、\s]*{_AFTER}")),
    (
        "decimal2",
        re.compile(rf"(\d{{1,2}}\.\d{{1,2}})(?:[.、\s]+|(?=[\u4e00-\u9fff“《])(?![年月日时倍成])){_AFTER}"),
    ),
    ("number", re.compile(r"(\d{1,3})\s*(?:、|\.(?!\d)|\.(?=(?:19|20)\d\d年|\d{1,2}月))\s*")),
    ("number", re.compile(r"(\d{1,2})[ \t\u3000]+(?=[\u4e00-\u9fff]{2,24}\s*$)")),
    ("number", re.compile(r"([\u2488-\u249b])\s*")),
    ("paren", re.compile(r"[(\[]\s*(\d{1,2})\s*[)\]]\s*[、.]?\s*")),
    ("paren", re.compile(r"([\u2474-\u2487])\s*")),
    ("half_paren", re.compile(r"(\d{1,2})\s*\)\s*[、.]?\s*")),
    ("circle", re.compile(r"([\u2460-\u2473\u2776-\u277f])\s*[、.]?\s*")),
    ("letter", re.compile(r"([A-Za-z])\s*[.、)](?![A-Za-z.])\s*")),
]
_ENCLOSED = ((0x2488, 20), (0x2474, 20), (0x2460, 20), (0x2776, 10), (0x3220, 10))


@dataclass(frozen=True)
class Marker:
    """A clause's number as written; `length` counts it with its sign and following blanks."""

    kind: str
    number: int
    path: tuple[int, ...]
    label: str
    length: int


def read_marker(line: str) -> Marker | None:
    """The marker that opens the line, if any; leading blanks count into its length."""
    folded = fold(line[:200])
    lead = len(folded) - len(folded.lstrip())
    for kind, pattern in _PATTERNS:
        match = pattern.match(folded, lead)
        if match and (path := _path(match.group(1))):
            return Marker(kind, path[-1], path, _label(kind, match.group(1)), match.end())
    return None


def _path(text: str) -> tuple[int, ...]:
    if text[0].isascii() and text[0].isdigit():
        return tuple(int(part) for part in text.split("."))
    if text.isascii():
        return (ord(text.lower()) - 96,)
    for base, count in _ENCLOSED:
        if base <= ord(text[0]) < base + count:
            return (ord(text[0]) - base + 1,)
    value = chinese_number(text)
    return (int(value),) if value is not None else ()


def _label(kind: str, number: str) -> str:
    """The number in its usual dress, whatever brackets the typist mixed."""
    if len(number) == 1 and "\u2474" <= number <= "\u2487":
        number = str(ord(number) - 0x2473)
    elif len(number) == 1 and "\u3220" <= number <= "\u3229":
        number = "一二三四五六七八九十"[ord(number) - 0x3220]
    frames = {
        "part": "第{}部分",
        "chapter": "第{}章",
        "section": "第{}节",
        "article": "第{}条",
        "cn_paren": "（{}）",
        "paren": "（{}）",
        "half_paren": "{}）",
    }
    return frames.get(kind, "{}").format(number)
