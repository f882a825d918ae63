"""Characters as people mean them: what nobody can see is dropped, and what looks the same is written the same.

Texts are copied out of chats, PDFs and other programmes, which leave direction marks, zero-width spaces, full-width
digits and radicals behind. Two spellings that no eye can tell apart would make two units, or two people.
"""

from __future__ import annotations

import re
import unicodedata

# Format characters (but for the few Arabic ones that do show), and letters that are blank by design.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_SPACES = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
# Radicals as characters of their own, as text from a PDF often has them: those of the compatibility block decompose,
# the simplified ones are listed.
_RADICALS = "\u2e80-\u2fd5"
_SIMPLIFIED = dict(
    zip(
        "⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰",
        "见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙",
        strict=True,
    )
)
_ODD = re.compile(f"[{_INVISIBLE}{_SPACES}{_WIDE}{_RADICALS}]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_SPACE = re.compile(f"[{_SPACES}]")
# What may stand around a text without being seen.
BLANKS = " \t\r\n\v\f" + "".join(
    chr(n) for n in range(0x80, 0x10000) if re.match(f"[{_INVISIBLE}{_SPACES}]", chr(n))
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_CODE_MARKS = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    map(ord, _DASHES), "-"
)


def visible(text: str) -> str:
    """The text as it is seen: no invisible characters, one kind of space, Latin letters and digits half-width.

    Punctuation stays as wide as it was written: in Chinese text it is meant to be.
    """
    if text.isascii():
        return text
    if _ODD.search(text):
        text = _ODD.sub(_seen, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def code_letters(text: str) -> str:
    """The characters of a code: as ``visible``, with half-width marks and one kind of dash."""
    return text if text.isascii() else visible(text).translate(_CODE_MARKS)


def _seen(match: re.Match[str]) -> str:
    char = match[0]
    if _UNSEEN.match(char):
        return ""
    if _SPACE.match(char):
        return " "
    return _SIMPLIFIED.get(char) or unicodedata.normalize("NFKC", char)
