"""Goals without a figure: every county has one by a date; a thing is finished by a date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from suzhi.domains.reading.targets.sentences import Part, Sentence

_PLACES = (
    r"县\(市、区\)(?:总工会|工会)?|县\(区\)(?:总工会|工会)?|县区|区县|县级工会|县|乡镇\(街道\)|"
    r"乡镇|镇街|街道|社区|工业园区|园区|开发区|产业工会|系统工会|基层工会|企事业单位|企业|单位|"
    r"工会|地"
)
_EACH_HAS = re.compile(
    rf"(?P<who>(?:每(?:一)?个?|各|所有|全部|(?:具备|有)条件的(?:地方)?|全市)(?:[\u4e00-\u9fff]{{0,8}}?)(?:{_PLACES})|县县|乡乡|镇镇|村村|企企)[^，；]{{0,10}}?"
    r"(?:(?<=县县|乡乡|镇镇|村村|企企)有|建有|建成|建立|设有|设立|配备|拥有|开通|普遍建立|都有|均有|全面建立|全部建立|组建|成立|健全)"
)
_DONE = re.compile(
    r"建成(?!了)|完成|出台|制定(?!了)|印发|上线|启用|投入使用|投用|开通|启动|挂牌|验收|建立|设立|成立|组建|编制|修订|推开|实施|开工|竣工|完工|开馆|运行"
)
_VAGUE = re.compile(
    r"格局|网络(?!平台|学校|课程)|框架|架构|氛围|局面|水平|能力|环境|体系|机制|显著|明显|进一步|更加|大幅|稳步|不断|持续|素质|队伍|基础|态势|作用|影响力|高质量|健全|完善|良性|现代化|风尚|目标任务$|各项任务$|规划任务"
)
_DUTY = re.compile(r"报送|上报|报至|报市|报省|报县|汇报|报告|反馈|报备|送达|报.{0,12}(?:办公室|工会|备案)")


_OUTLINE = re.compile(
    r"(?:为|是)[^，]{0,8}(?:阶段|期)$|(?:以下|如下|下列)(?:目标|指标|任务)?$|^展望|(?:以下|下列)(?:目标|指标|任务)"
)


@dataclass(frozen=True)
class Unnumbered:
    """A goal whose figure is implied (each one, or the one thing)."""

    kind: str
    start: int
    end: int
    who: str | None = None


def unnumbered_goal(sentence: Sentence, part: Part, timed: bool, dated: bool) -> Unnumbered | None:
    """each: all units of a kind have it; milestone: it is done; else vague or duty, left to a person."""
    each = _EACH_HAS.search(part.text)
    if each and timed and not _VAGUE.search(part.text[: each.end()]) and _concrete(part.text[each.end() :]):
        return Unnumbered("each", part.start + each.start(), part.end, each["who"])
    if not dated or re.match(r"为(?:了)?[^，]{2}", part.text):
        return None
    if _DUTY.search(part.text):
        return Unnumbered("duty", part.start, part.end)
    if part.topic or _OUTLINE.search(part.text):
        return None
    done = _DONE.search(part.text)
    if done and not _VAGUE.search(part.text):
        return Unnumbered("milestone", part.start, part.end)
    return Unnumbered("unmeasured", part.start, part.end)


def _concrete(thing: str) -> bool:
    """A venue, a centre, a post; not a mechanism or an atmosphere."""
    return not re.search(r"(?:格局|氛围|局面|机制|体系|水平|能力)$", thing)
