"""The name of a figure: what is measured, in the document's words, without its number, its date and its comparison."""

from __future__ import annotations

import re

from suzhi.domains.reading.targets.mentions import COUNT, PERCENT, Mention
from suzhi.domains.reading.targets.sentences import BASIC, STRIVE, Part, Sentence

_COMPARES = (
    "不(?:得|能|应|可|会)?(?:低于|少于|超过|高于|多于|大于|小于|突破)|至少|最少|至多|最多|控制在|限制在|稳定在?|保持在?|维持在|动态|达到|达|突破|超过"
    "|(?:提高|提升|增加|增长|扩大|发展|上升|降低|下降|减少|压缩|压减|缩短|升|降|增|扩)[到至]|≥|≤|≧|≦|>|<|="
)
_COMPARED = re.compile(rf"(?:{_COMPARES}|为|(?<!签)约|近)+(?P<whole>[^，；、]{{0,14}}的)?$")
_BASE = re.compile(
    r"(?:由|从|在)(?:\0+|现在|目前|去年|上年|现有)?的?[^，；]{0,12}?(?=(?:提高|提升|增加|增长|扩大|发展|上升|降低|下降|减少|压缩|缩短|升|降|增|扩)[到至])|(?:较|比)(?:\0+|上年|去年)[^，；]{0,4}"
)
_BEHIND = re.compile(r"^(?:\(含\))?(?:及?以上|及?以下|以内|之内|左右|上下|余)?(?:的)?")
_LEADING = re.compile(r"^(?:要|并|其中|力争|争取|努力|确保|实现|使|、|的|在|再|且|也|还|即|前|后)+")
_LEAST = 3


def measure_of(sentence: Sentence, index: int, mention: Mention) -> str:
    """From the part itself; where it has too few words (2023年达到80%), with those of the part before."""
    part = sentence.parts[index]
    name = _words(sentence, part, mention)
    at = index
    while len(name) < _LEAST and at and sentence.parts[at - 1].segment == part.segment:
        at -= 1
        before = _words(sentence, sentence.parts[at], None)
        name = before if len(name) < 2 else before + name
    return name.replace("(", "（").replace(")", "）")


def _words(sentence: Sentence, part: Part, mention: Mention | None) -> str:
    text = _without_times(sentence, part)
    if mention is None or not part.start <= mention.start <= part.end:
        before, after = text, ""
        first = COUNT.search(before) or PERCENT.search(before)
        before, after = (before[: first.start()], before[first.end() :]) if first else (before, "")
    elif mention.kind == "full":
        before, after = text, ""
    else:
        before = text[: mention.start - part.start]
        after = text[mention.end - part.start :]
    before = _own_item(before)
    before = _COMPARED.sub("", _BASE.sub("", before).replace("\0", ""))
    after = re.split(r"、[^，；、]*\d", _BEHIND.sub("", after.replace("\0", "")), maxsplit=1)[0]
    name = BASIC.sub("", STRIVE.sub("", before + after))
    return _LEADING.sub("", re.sub(r"(?<=.)(?:不少于|不低于|至少|不超过)", "", name)).rstrip("、的")


def _without_times(sentence: Sentence, part: Part) -> str:
    """Dates are blanked out; how often within a year (每周, 每季度) belongs to the name."""
    chars = list(part.text)
    for time in part.times:
        if time.role == "cycle" and time.note and time.note not in {"per_head", "flow"}:
            continue
        if time.note == "per_head":
            chars[time.start - part.start] = "\0"
            continue
        first = max(time.start - part.start, 0)
        chars[first : time.end - part.start] = "\0" * (time.end - part.start - first)
    return "".join(chars)


def _own_item(before: str) -> str:
    """新建书屋35家、电子书屋10家: the name of the second begins behind the first figure."""
    for match in reversed([*COUNT.finditer(before), *PERCENT.finditer(before)]):
        behind = re.match(r"(?:及?以上|左右)?(?:[、和及]|$)", before[match.end() :])
        if behind:
            rest = before[match.end() + behind.end() :]
            return rest if len(rest) >= 2 else before[: match.start()]
    return before
