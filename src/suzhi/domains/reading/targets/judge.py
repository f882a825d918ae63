"""Decides whether a quantity is a goal; if not surely so, says why, and a person decides."""

from __future__ import annotations

import re

from suzhi.domains.reading.targets.comparison import stated_minimum
from suzhi.domains.reading.targets.context import EACH, Timing
from suzhi.domains.reading.targets.mentions import Mention
from suzhi.domains.reading.targets.refuted import refuted
from suzhi.domains.reading.targets.sentences import Sentence
from suzhi.domains.reading.targets.verbs import VERBS

_HAVE = r"(?<![在对将把从用托合活])现有"
_STATE_PAST = re.compile(
    r"已(?:经)?(?:累计)?(?:建|有|达|培|开|完|累|成|实|覆|发|举|签|拥|选|吸|在|形)|(?<![在对将把从用托合活])现有|共有|原有|建有.{0,12}\d+(?!.*以上)(?=.*已)|先后(?:建|开|举|培|组|选)|共(?:建成|培训|举办|开展|帮扶|选树)了?|了(?=\d)|累计(?:已|建成了|开展了|培训了)"
)
_PAST_SECTION = re.compile(
    r"回顾|成效|成绩|成就|现状|工作基础|发展基础|基本情况|面临(?:的)?(?:形势|问题)|形势分析|存在(?:的)?问题|背景|总结(?!阶段|验收|评估|提升|推广|表彰)|规划依据"
)
_FROM = re.compile(r"(?:由|从)[^，；]{0,16}$")
_BASE = re.compile(r"在[^，；]{0,20}$")
_MONEY_STANDARD = re.compile(
    r"补助|奖励|奖补|补贴|给予|资助标准|发放标准|奖金|一次性|每[人名家个次例户间所支项县村处座班件篇][^，；]{0,12}$"
)
_STAFF = re.compile(
    r"(?:设|配备|明确|确定|指定|含|其中)?(?:(?<!班)组长|主任|联络员|联系人|信息员|成员|召集人|专职|兼职|专人)[^，；]{0,4}$|领导小组[^，；]{0,20}$|由[^，；]{0,20}$"
)
_IN_CHARGE = re.compile(r"^[^，；]{0,14}(?:牵头|负责|担任|分管|主抓|兼任|组成)")
_STAFFING = re.compile(
    r"(?:要|应|须|并)?(?:明确|确定|指定|落实|安排)(?:\d|[一二两三])[^，；]{0,4}[名位个](?:分管|主管|班子|专职|兼职|专兼职)?"
    r"(?:领导|负责人|负责同志|工作人员|专人|联络员|信息员|同志)"
)
_HELD = re.compile(r"(?:举办|召开|举行|承办)[^，；]{0,20}$")
_ALLOWED = re.compile(r"^(?:的)?[\u4e00-\u9fff]{0,4}可(?:以|直接|优先|按|破格|申请|申报|享受|获)")
_FACT = re.compile(
    r"(?:面向|广大|引导|团结|动员|我市|辖区|服务好|现|拥有|全市|全县|全省|全区|全国|全州|全系统)(?:现|约|近|共|的)*$"
)
_SCORE = re.compile(r"权重|分值|计分|得分|加分|扣分|占[^，；比]{0,6}分(?!别)|评分|折算")
_CRITERIA_SECTION = re.compile(
    r"(?<![有备])条件(?!的|保障|建设)|评选标准|申报标准|奖励|奖项|评奖|评分|计分|(?<!评选)名额|验收标准|奖惩|准入|参赛资格|(?:资助|补助|补贴|奖补|救助)[^ ]{0,4}标准|对象(?:与|和|及)标准|结果运用|评先评优"
)
_EVENT_UNITS = {"讲", "课", "次", "场", "场次", "期", "轮", "遍", "届", "人次"}
_BUILD = re.compile(r"(?:建成|新建|建设|建立|设立|创建|开通|建有|打造成?|培育|完成)(?:至少)?$")
_WEAK = {
    "节",
    "点",
    "站",
    "区",
    "县",
    "村",
    "社区",
    "园区",
    "班",
    "团",
    "队",
    "组",
    "课",
    "档",
    "本",
    "部",
    "片",
    "起",
    "米",
    "只",
    "周",
    "届",
    "批",
    "天",
    "种",
    "份",
    "支",
    "套",
    "条",
}


def judge(sentence: Sentence, index: int, mention: Mention, timing: Timing, follows: bool) -> str | None:
    """None if the quantity is a goal; otherwise the reason why it is in doubt."""
    part = sentence.parts[index]
    before, after = sentence.text[part.start : mention.start], sentence.text[mention.end : part.end]
    reason = _refuted(sentence, part.text, before, after, mention, timing)
    reason = reason or _elsewhere(sentence, part.text, before, after, timing)
    reason = reason or refuted(sentence, index, before, after, mention)
    if reason:
        return reason
    if mention.kind == "zero":
        return None
    if mention.kind == "full":
        return _full(sentence, before, after, mention, timing)
    if mention.kind in {"rate", "point", "times", "density"}:
        return _rate(sentence, part.text, mention, timing, part.start, follows)
    return _count(sentence, before, after, mention, timing, part.start, follows)


def _refuted(
    sentence: Sentence, part: str, before: str, after: str, mention: Mention, timing: Timing
) -> str | None:
    over = sentence.past_section or bool(_PAST_SECTION.search(sentence.section))
    ahead = any(t.role in {"due", "plan", "cycle"} and t.note != "total" for t in sentence.times)
    future = ahead and timing.source in {"own", "sentence"} and not timing.past
    if _FROM.search(before) and re.match(
        r"[^，；]{0,8}(?:提高|提升|增加|增长|扩大|发展|下降|降低|减少|上升|到|至|降)", after
    ):
        return "baseline"
    if timing.past or (_STATE_PAST.search(before[-14:]) and not future):
        return "past"
    if over and not future:
        return "past"
    if re.search(r"已(?:建成|达到|有|经|累计)[^，；]{0,8}$", before) or re.search(
        rf"{_HAVE}[^，；]{{0,8}}$", before
    ):
        return "past"
    if not future and re.search(rf"{_HAVE}|共有|原有", sentence.text[: sentence.parts[0].end]):
        return "past"
    if _BASE.search(before) and re.match(r"[^，；]{0,6}(?:的)?基础上", after):
        return "baseline"
    if _SCORE.search(before) or after.startswith("分值"):
        return "score"
    criteria = _CRITERIA_SECTION.search(sentence.section)
    if re.search(r"限(?:享受|报|申报|补|领)?$", before) or (
        criteria and not (future and mention.unit != "元")
    ):
        return "criteria"
    if (
        mention.unit == "元"
        and _MONEY_STANDARD.search(before)
        and not re.search(r"(?<!每[县村户人名家])每年|总额|经费|资金|投入|不低于|不少于", before)
    ):
        return "standard"
    return None


def _elsewhere(sentence: Sentence, part: str, before: str, after: str, timing: Timing) -> str | None:
    """Numbers that speak of whom the plan is for, who does the work, what is allowed, or a later age."""
    if re.search(r"(?:适用于|来自)[^，；]*$", before):
        return "fact"
    if _STAFFING.match(part):
        return "organisation"
    if re.search(r"抽调$", before) or (re.search(r"由$", before) and _IN_CHARGE.search(after)):
        return "organisation"
    if _ALLOWED.match(after) or re.search(r"可(?:以)?(?:按|答|报|领|享受|申报)?$", before):
        return "criteria"
    if sentence.text.startswith("展望"):
        return "outlook"
    return None


def _full(sentence: Sentence, before: str, after: str, mention: Mention, timing: Timing) -> str | None:
    if after.startswith("的") or re.search(r"(?:扩大|个)$", before):
        return "attribute"
    timed = timing.source in {"own", "sentence", "intro"}
    if not re.match(r"全面?覆盖|全员覆盖", mention.written) and not timed:
        return "bare_full"
    if re.search(r"全面覆盖$", mention.written) and not timed and not re.search(r"实现|达到|确保", before):
        return "bare_full"
    return None


def _rate(
    sentence: Sentence, part: str, mention: Mention, timing: Timing, begin: int, follows: bool
) -> str | None:
    timed = timing.source in {"own", "sentence", "intro"}
    if re.search(r"(?:率|面|度|比例|占比|比重)(?:为|是)?$", sentence.text[begin : mention.start]):
        return None
    if re.search(r"(?:应|须|要)(?:当)?占[^，；]{2,20}的$", sentence.text[begin : mention.start]):
        return None
    if follows or timed or stated_minimum(sentence.text, mention, begin) or VERBS.search(part):
        return None
    return "no_verb"


def _count(
    sentence: Sentence, before: str, after: str, mention: Mention, timing: Timing, begin: int, follows: bool
) -> str | None:
    least = stated_minimum(sentence.text, mention, begin)
    timed = timing.source in {"own", "sentence", "intro"}
    if mention.chinese and mention.low == 1:
        return _single(before, after, mention, timing, least)
    if mention.written[0] in "百千万亿" and not least and not mention.vague:
        return "vague"
    staffed = mention.unit in {"人", "名"} and _STAFF.search(before) and not timed and not EACH.search(before)
    if staffed and not re.search(r"(?:培训|轮训|培育|选树|评选)[^，；]{0,12}$", before):
        return "organisation"
    if mention.unit in {"名", "人", "个"} and re.search(
        r"(?:(?<!班)组长|主任|联络员|联系人|信息员|负责人)[^，；]{0,2}$", before
    ):
        return "organisation"
    if re.match(r"(?:补助|补贴|奖励|奖补|给予)", after):
        return "standard"
    if re.search(r"共(?:\d大?类|\d个方面)?$", before) and mention.unit in {"项", "类", "条"}:
        return "fact"
    if not least and _FACT.search(before) and mention.unit in {"人", "名", "个", "家", "县", "区"}:
        return "fact"
    if (
        mention.chinese
        and mention.low <= 10
        and mention.unit in _WEAK
        and not least
        and timing.grain != "year"
    ):
        return "name"
    if (
        not mention.chinese
        and mention.unit in {"天", "周", "届", "点", "节"}
        and not least
        and not timed
        and not (mention.unit == "届" and _HELD.search(before))
    ):
        return "no_verb"
    if least or follows or VERBS.search(before) or VERBS.search(after[:16]):
        return None
    told = re.search(r"目标|指标", sentence.section) and not re.search(r"现有|共有", sentence.text)
    return (
        None if told or _postposed(before, after, mention) or (timed and not sentence.heading) else "no_verb"
    )


def _postposed(before: str, after: str, mention: Mention) -> bool:
    """流动书箱80只, 三年预算900万元: a thing and behind it how many, as plans set down what is to be."""
    if re.search(r"[\u4e00-\u9fff]各$", before):
        return True
    closes = re.match(r"(?:\(含\))?(?:及?以上|左右)?(?:$|[、(及和])", after)
    named = re.search(r"^[^，；]*\d[\u4e00-\u9fff]{1,2}的", after)
    return bool(
        closes and not named and not mention.chinese and re.search(r"[\u4e00-\u9fff”)]{2}$", before)
    ) and not re.search(r"(?:有|共|约|近|为|的|是|等|按|每|第|之|号|编制|现状|组成)$", before)


def _single(before: str, after: str, mention: Mention, timing: Timing, least: bool) -> str | None:
    """一次, 一场 count when they recur or train everyone; 一个, 一支 mostly do not."""
    if mention.unit in _EVENT_UNITS:
        recurs = timing.grain == "year" and timing.source != "annual_base"
        recurs = recurs or (timing.grain == "date" and timing.source in {"own", "intro"})
        return None if least or recurs or re.search(r"轮训|普遍|全员|培训|至少", before) else "one"
    if least or (
        timing.grain == "year"
        and timing.source in {"own", "sentence"}
        and re.search(r"[个家所座名处项场部]", mention.unit or "")
    ):
        return None
    if re.search(r"每(?:个|家|座|所|处)[\u4e00-\u9fff]{1,6}(?:配备|设置|设立|张贴|建立|聘请)$", before):
        return None
    if mention.unit in {"个", "家", "所", "座", "处"} and _BUILD.search(before):
        return (
            None
            if timing.source in {"own", "sentence", "intro"}
            or re.search(r"每个?[县乡镇街企区市]|力争", before)
            else "one"
        )
    return "one"
