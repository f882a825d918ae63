"""A figure that only says where, for whom or by whom another is reached, or that says one thing twice."""

from __future__ import annotations

import re

from suzhi.domains.reading.model import Target
from suzhi.domains.reading.targets.mentions import Mention
from suzhi.domains.reading.targets.sentences import Sentence

_HOLDERS = re.compile(r"[\u4e00-\u9fff]{1,12}(?:各|均|都)(?!项|类|种|级)")
_MADE = re.compile(
    r"(?:新|改|扩|共|创|自)?建(?:成|设|立)?$|(?:举办|开展|组织|打造|培育|选树|完成|新增|培训|评选)(?:市级|省级)?$"
)


def scope_only(sentence: Sentence, index: int, mention: Mention, mentions: list[Mention]) -> str | None:
    """在20个乡镇建成50个驿站: the first figure says where."""
    part = sentence.parts[index]
    before = sentence.text[part.start : mention.start]
    later = [m for m in mentions if mention.end <= m.start < part.end]
    if mention.kind != "count" or not later or _served(sentence, index, later):
        return None
    between = sentence.text[mention.end : later[0].start]
    if re.match(r"(?:以上)?的占|(?:及?以上|以下|以内)的$", between):
        return "condition"
    if before.endswith("等") or re.fullmatch(
        r"[\u4e00-\u9fff]{0,4}(?:轮训|培训|测评)(?:不少于|至少)?", between
    ):
        return "fact"
    holders = _HOLDERS.match(between) and not _MADE.search(before)
    if holders or re.search(
        r"在[^，；]{2,24}的$|(?:在|覆盖|依托|围绕|面向|对|为)(?:全市|全县|全区)?$", before
    ):
        return "fact"
    return None


def _served(sentence: Sentence, index: int, later: list[Mention]) -> bool:
    """对1.2万劳动者、800名残疾人实施培训: the people are the goal, not the place of another."""
    rest = sentence.text[later[-1].end : sentence.parts[index].end]
    people = all(m.unit in {"人", "名", "户"} for m in later)
    return people and bool(
        re.search(r"(?:开展|实施|进行|提供|给予|组织)[^，；]*(?:训|检|扶|助|务|定|育|导)", rest)
    )


def repeats(sentence: Sentence, index: int, mention: Mention, taken: dict[int, list[Target]]) -> bool:
    """签订率达100%，实现全覆盖 says one thing twice."""
    if mention.kind != "full":
        return False
    if mention.written.startswith("全部") and taken.get(index):
        return True
    part = sentence.parts[index]
    subject = re.sub(
        r"实现|做到|达到|力争|努力|基本|确保|形成|并|动态|高质量|真正|的",
        "",
        part.text[: mention.start - part.start],
    )
    for at in (index, index - 1):
        same = at >= 0 and sentence.parts[at].segment == part.segment
        full = same and any(t.rate and t.value == "1" for t in taken.get(at, []))
        if full and (at == index or not subject):
            return True
    return False
