"""Lists: 培训、练兵各20万人次 is two goals; 分别达到95%和90% gives each measure its own figure."""

from __future__ import annotations

import re

_SHARED = re.compile(
    r"(?P<word>均|都|各(?=$|不少于|至少|不低于|超过|达))(?:要|应|需|须|能|可|分别)?(?:力争|确保|努力|基本)?"
    r"(?:达到|达|不低于|不少于|至少|保持在|稳定在|实现|超过|为|举办|开展|组织|建成|培训|完成|新增|培育|提高到|提升到|下降|增长|提高|降低|减少|增加)?[^，；。]{0,3}$"
)
_COMPARED = re.compile(r"(?:较|比)[^，；、]{2,8}(?:年|年底|年末|末|同期)$")
_SEPARATE = re.compile(
    r"分别(?:要|应|力争|力争要)?(?:达到|达|不低于|不少于|提高到|提升到|提高至|为|控制在|举办|开展|培训|建成|新增|完成|培育|增长|超过|至少|保持在)?"
)
_JOIN = re.compile(r"、|和(?!谐|睦)|与(?!会|时)|以及|及(?!时|以上)|或|(?<=”)(?=“)")
_HEAD = re.compile(
    r"^(?:要|并|其中|全市|全县|全区|全省|全州|确保|力争|努力|争取|实现|使|每年|职工|组织|开展|举办|举行|推动|新建|建设|建成|培育|完成|选树|打造|\0)+"
)
_ACTOR = re.compile(r"^(?:各|每|所有|全部)|(?:工会|单位|县|区|部门|企业|市|街道|乡镇|园区)$")


def split_list(text: str) -> list[str]:
    """The items of a noun list, brackets kept whole."""
    depth, out, last = 0, [], 0
    for match in _JOIN.finditer(text):
        depth = text[: match.start()].count("(") - text[: match.start()].count(")")
        if depth == 0:
            out.append(text[last : match.start()])
            last = match.end()
    return [item for item in [*out, text[last:]] if item]


_RATE = re.compile(r"(?:率|覆盖面|参与面|占比|比例|比重|满意度|知晓度)$")
_REACHES = re.compile(
    r"(?:要|应)?(?:力争|确保|基本|总体)?(?:达到|达|不低于|不少于|保持在|保持|稳定在|稳定|实现|超过|提高到|提升到|为)?$"
)
_NUMBERED = re.compile(r"(?P<k>[两三四五六])个$")


def shared_items(before: str) -> list[str]:
    """The measures that share one figure (均, 都, 各, 两个), or nothing if it is a single measure."""
    if numbered := _NUMBERED.search(before):
        count = "零一两三四五六".index(numbered["k"])
        items = split_list(_HEAD.sub("", before[: numbered.start()]))
        return items if len(items) == count else []
    match = _SHARED.search(before)
    if not match:
        return _rates_together(before)
    items = split_list(_HEAD.sub("", _COMPARED.sub("", before[: match.start()])))
    if not 2 <= len(items) <= 8 or any(len(item) < 2 or _ACTOR.search(item) for item in items):
        return []
    if match["word"] != "各" and not re.search(r"(?:率|面|度|比例|数|量|占比|工时|时长|额)$", items[-1]):
        return []
    return items


def _rates_together(before: str) -> list[str]:
    """参保率、续签率达到95%: where every item is a rate, each has the figure."""
    items = split_list(_HEAD.sub("", _REACHES.sub("", before)))
    return items if 2 <= len(items) <= 8 and all(_RATE.search(item) for item in items) else []


def separate_items(before: str, count: int) -> list[str]:
    """The measures before 分别, if there are as many as figures."""
    match = _SEPARATE.search(before)
    if not match:
        return []
    items = split_list(_HEAD.sub("", before[: match.start()]))
    return items if len(items) == count else []
