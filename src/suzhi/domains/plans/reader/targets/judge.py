"""Decides whether a quantity is a goal; if not surely so, says why, and a person decides."""

from __future__ import annotations

import re

from suzhi.domains.plans.reader.targets.context import EACH, Timing, stated_minimum
from suzhi.domains.plans.reader.targets.mentions import Mention
from suzhi.domains.plans.reader.targets.sentences import Sentence

VERBS = re.compile(
    "建成|建立|建设|新建|改建|扩建|共建|创建|自建|建好|建|新增|增加|增长|培育|培养|选树|评选|评树|推选|选拔|选出|命名|认定|表彰|打造|组织|开展|举办|举行|召开|完成|实现"
    "|达到|达|争创|创成|实施|结对|发展|吸纳|吸收|轮训|培训|帮扶|救助|资助|慰问|疗养|疗休养|服务|提供|配备|配置|建有|设立|设置|成立|推出|出版|编印|发放|开设|开办|开发|制作|创作|征集|推广|孵化|引进|输送|签订|覆盖"
    "|提升|提高|参加|参与|受益|惠及|取得|获得|晋升|评聘|晋级|缩短|下降|降低|减少|压减|招募|入会|入库|储备|遴选|挂牌|改造|升级|投入|安排|筹集|募集|拨付|提取|用于|使用|保持|稳定|控制|推动|推进|巩固|优化|落实|解决|办理|走访|宣讲|巡讲|送教|送|编写|录制|上线|征订|采购|藏书|面积|举荐|推荐|申报|化解|调解|检查|督查|督导|评估|考核|调研|巡回|演出|放映|展演|学习|研讨|论坛|辅导|体检|筛查|讲座|宣传|推送|拍摄|发布|整理|汇编|结对|联系|下基层|进企业|深入|开通|开放|不少于|不低于|至少|每年"
)
_STATE_PAST = re.compile(
    r"已(?:经)?(?:累计)?(?:建|有|达|培|开|完|累|成|实|覆|发|举|签|拥|选|吸|在|形)|现有|共有|原有|建有.{0,12}\d+(?!.*以上)(?=.*已)|先后(?:建|开|举|培|组|选)|共(?:建成|培训|举办|开展|帮扶|选树)了?|了(?=\d)|累计(?:已|建成了|开展了|培训了)"
)
_PAST_SECTION = re.compile(
    r"回顾|成效|成绩|成就|现状|工作基础|发展基础|基本情况|面临(?:的)?(?:形势|问题)|形势分析|存在(?:的)?问题|背景|总结|规划依据"
)
_FROM = re.compile(r"(?:由|从)[^，；]{0,16}$")
_BASE = re.compile(r"在[^，；]{0,20}$")
_MONEY_STANDARD = re.compile(
    r"补助|奖励|补贴|给予|资助标准|发放标准|奖金|一次性|每[人名家个次例户][^，；]{0,12}$"
)
_STAFF = re.compile(
    r"(?:设|配备|明确|确定|指定|含|其中)?(?:(?<!班)组长|主任|联络员|成员|召集人|专职|兼职|专人)[^，；]{0,4}$|领导小组[^，；]{0,20}$|由[^，；]{0,20}$"
)
_FACT = re.compile(
    r"(?:面向|广大|引导|团结|动员|我市|辖区|服务好|现|拥有|全市|全县|全省|全区|全国|全州|全系统)(?:现|约|近|共|的)*$"
)
_SCORE = re.compile(r"权重|分值|计分|得分|加分|扣分|占[^，；比]{0,6}分(?!别)|评分|折算")
_CRITERIA_SECTION = re.compile(r"条件|评选标准|申报标准|奖励|评分|名额|验收标准|奖惩|准入|参赛资格")
_EVENT_UNITS = {"次", "场", "场次", "期", "轮", "遍", "届", "人次"}
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
EXPLAIN = {
    "past": "说的是已有成绩或现状，不是今后的目标",
    "baseline": "是变化的起点（由……），目标是后一个数",
    "standard": "是补助、奖励的标准，不是要完成的数",
    "organisation": "是机构人员的设置，不是要完成的数",
    "fact": "是工作对象的总数，不是要完成的数",
    "score": "是考核评分的分值或权重",
    "criteria": "写在条件、标准或奖励条款里，多为资格要求",
    "no_verb": "有数字，但没有找到要完成它的动词、期限或比较词",
    "one": "“一个”“一支”一类说法，多不是指标",
    "vague": "约数，没有确定的值",
    "condition": "是企业规模、年龄等条件，不是要完成的数",
    "name": "像是名称的一部分",
    "attribute": "“全覆盖”在这里是修饰语",
    "unmeasured": "有期限，但没有可以计量的结果",
    "duty": "是报送、汇报的期限，属于工作职责",
    "preamble": "写在条款之前的引言里",
    "annex": "写在附件里，正文条款之外",
    "notice": "写在印发通知里，不在规划正文",
    "bare_full": "“全部”“应建尽建”没有期限，不能确定是否作为指标",
    "table": "表格中的数字，没有认出是目标值",
}


def judge(sentence: Sentence, index: int, mention: Mention, timing: Timing, follows: bool) -> str | None:
    """None if the quantity is a goal; otherwise the reason why it is in doubt."""
    part = sentence.parts[index]
    before, after = sentence.text[part.start : mention.start], sentence.text[mention.end : part.end]
    reason = _refuted(sentence, part.text, before, after, mention, timing)
    if reason:
        return reason
    if mention.kind == "full":
        return _full(sentence, before, after, mention, timing)
    if mention.kind in {"rate", "point", "times", "density"}:
        return _rate(sentence, part.text, mention, timing, part.start, follows)
    return _count(sentence, before, after, mention, timing, part.start, follows)


def _refuted(
    sentence: Sentence, part: str, before: str, after: str, mention: Mention, timing: Timing
) -> str | None:
    future = (
        timing.grain in {"date", "plan", "year"} and timing.source in {"own", "sentence"} and not timing.past
    )
    if _FROM.search(before) and re.match(
        r"[^，；]{0,8}(?:提高|提升|增加|增长|扩大|发展|下降|降低|减少|上升|到|至|降)", after
    ):
        return "baseline"
    if timing.past or (_STATE_PAST.search(before[-14:]) and not future):
        return "past"
    if (sentence.past_section or _PAST_SECTION.search(sentence.section)) and not future:
        return "past"
    if re.search(r"已(?:建成|达到|有|经|累计)[^，；]{0,8}$", before) or re.search(
        r"现有[^，；]{0,8}$", before
    ):
        return "past"
    if _BASE.search(before) and re.match(r"[^，；]{0,6}(?:的)?基础上", after):
        return "baseline"
    if _SCORE.search(before) or after.startswith("分值"):
        return "score"
    if _CRITERIA_SECTION.search(sentence.section) and not re.search(r"条件(?:保障|建设)", sentence.section):
        return "criteria"
    if (
        mention.unit == "元"
        and _MONEY_STANDARD.search(before)
        and not re.search(r"每年|总额|经费|资金|投入", before)
    ):
        return "standard"
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
    if mention.written[0] in "百千万亿" and not least:
        return "vague"
    staffed = mention.unit in {"人", "名"} and _STAFF.search(before) and not timed and not EACH.search(before)
    if staffed and not re.search(r"(?:培训|轮训|培育|选树|评选)[^，；]{0,12}$", before):
        return "organisation"
    if mention.unit in {"名", "人", "个"} and re.search(r"(?:(?<!班)组长|主任|联络员)[^，；]{0,2}$", before):
        return "organisation"
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
    if not mention.chinese and mention.unit in {"天", "周", "届", "点", "节"} and not least and not timed:
        return "no_verb"
    if least or follows or VERBS.search(before) or VERBS.search(after[:16]):
        return None
    return None if timed and not sentence.heading else "no_verb"


def _single(before: str, after: str, mention: Mention, timing: Timing, least: bool) -> str | None:
    """一次, 一场 count when they recur or train everyone; 一个, 一支 mostly do not."""
    if mention.unit in _EVENT_UNITS:
        recurs = timing.grain == "year" and timing.source != "annual_base"
        return None if least or recurs or re.search(r"轮训|普遍|全员|培训|至少", before) else "one"
    if least or (
        timing.grain == "year"
        and timing.source in {"own", "sentence"}
        and re.search(r"[个家所座名处项场部]", mention.unit or "")
    ):
        return None
    if mention.unit in {"个", "家", "所", "座", "处"} and _BUILD.search(before):
        return (
            None
            if timing.source in {"own", "sentence", "intro"}
            or re.search(r"每个?[县乡镇街企区市]|力争", before)
            else "one"
        )
    return "one"
