"""At least, at most, about: what the words around a figure compare."""

from __future__ import annotations

import re

from suzhi.domains.reading.targets.mentions import Mention

_GE = re.compile(
    r"(?:不(?:得|能|应|可|会)?(?:少于|低于|小于|下于)|至少|最少|达到|达|超过|突破|大于|高于|多于|≥|>=|>|保持在?|稳定在|提高到|提升到|增长到|增加到|扩大到|发展到|提高至|提升至|增加至|增长至|扩大至)[^，；：]{0,9}$"
)
_LE = re.compile(
    r"(?:不(?:得|能|应|可)?(?:超过|高于|多于|大于|突破)|控制在|压减[到至]|降低?[到至]|下降[到至]|减少[到至]|压缩[到至]|压降[到至]|≤|<=|<|最多|至多|低于|少于|小于)[^，；：]{0,6}$"
)
_NOT_LESS = re.compile(r"不(?:得|能|应|可|会)?(?:少于|低于|小于|下于)[^，；：]{0,9}$")
_SHARE_GE = re.compile(r"不(?:得|能|应|可)?(?:少于|低于)[^，；]{2,24}的$")
_SHARE_LE = re.compile(r"不(?:得|能|应|可)?(?:超过|高于|多于)[^，；]{2,24}的$")
_AFTER_GE = re.compile(r"^\)?(?:\(?及?含?\)?(?:及?以上|之上)|\+)")
_AFTER_LE = re.compile(r"^(?:\(含\))?(?:以内|以下|之内|及以下)")
_APPROX = re.compile(r"^(?:左右|上下)")
_EXACT = re.compile(r"(?:恰好|正好|恰|仅限?|只)(?:为|有|设|举办|开展)?$")


def resolve_comparison(text: str, mention: Mention, begin: int) -> tuple[str, str | None]:
    """The comparison and, where the words are soft, the doubt. Goals without a word may be exceeded."""
    before, after = text[begin : mention.start], text[mention.end : mention.end + 6]
    if mention.kind == "density":
        before = text[begin : mention.end - len(mention.written)]
    if mention.high is not None:
        return "range", None
    if mention.kind == "zero":
        return "<=", None
    if _AFTER_LE.match(after) and not _NOT_LESS.search(before):
        return "<=", None
    if _APPROX.match(after) or re.search(r"(?:约|大约|近)$", before) or mention.vague:
        return ("=" if _APPROX.match(after) else ">="), "approximate"
    if _EXACT.search(before):
        return "=", None
    if _SHARE_LE.search(before) or (_LE.search(before) and not _NOT_LESS.search(before)):
        return "<=", None
    return ">=", None


def stated_minimum(text: str, mention: Mention, begin: int) -> bool:
    """A word says that this is a floor or a ceiling: such a number is surely a goal."""
    before, after = text[begin : mention.start], text[mention.end : mention.end + 4]
    if mention.kind == "rate" and (_SHARE_GE.search(before) or _SHARE_LE.search(before)):
        return True
    return bool(_GE.search(before) or _LE.search(before) or _AFTER_GE.match(after) or _AFTER_LE.match(after))
