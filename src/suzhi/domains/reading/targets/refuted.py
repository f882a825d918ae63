"""Numbers with a word around them that says they are no goals: points, consequences, counts of a list, standards."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from suzhi.domains.reading.targets.mentions import Mention
from suzhi.domains.reading.targets.sentences import Sentence

_POINTS = re.compile(
    r"权重|占[^，；]{0,6}考核|[得扣加减计记奖]\d{1,3}(?:\.\d{1,2})?分|不得分|扣完为止|(?:满分|总分|分值|赋分)|占\d{1,3}分|\d分(?:的|以上的?|以下的?)(?:为|不|得)|按\d{1,3}%(?:计|折)"
    r"|不计分|每(?:低|高|少|多|增|降|超|缺)\d[^，；|]{0,12}(?:扣|加|减)"
)
_CONSEQUENCE = re.compile(
    r"约谈|取消|退出|通报|更换|不得|不参评|不予|不能|追究|问责|给予|奖励|奖补|补助|补贴|提高到|提高至|晋升|晋级|授予|颁发|获得|扣|作说明|淘汰|免职|方可|视为|认定为|评为|为优秀|为合格|为良好"
)
_THRESHOLD = re.compile(r"(?:低于|不足|未达到?|少于|不满|没有达到|超过|高于|达到?|满|在|以上|以下)$")
_STANDARD = re.compile(
    r"(?:补贴|补助|资助|奖励|奖补|津贴|发放|救助|收费|租金|经费|报销)(?:的)?标准[^，；]{0,16}$|(?:补助|补贴|奖励|奖补|资助)[^，；]{0,12}(?:最高|不超过)[^，；]{0,4}$|^最高(?:不超过)?$"
)
_LIMITED = re.compile(
    r"可(?:以)?(?:再|适当)?(?:延长|放宽|提高|增加|缩短|减少|降低)(?:到|至)?$|最长(?:不超过)?$|限报|限额|限时(?:为)?$"
)
_LISTED = re.compile(r"[\u4e00-\u9fff”)]、[^，；]{1,24}等(?:的)?$")
_OWN = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,4})(?:计划|工程|行动|任务|举措|措施|机制|制度|方面|工种|领域|环节|部门|单位|科室|行业|企业|课程|项目|内容|类别|镇|街道|县|乡|阶段)"
)
_PRIZE = re.compile(
    r"(?:[一二三特优金银铜]等?|优秀|优胜|组织|鼓励|单项|团体|个人|先进)奖[^，；、]{0,6}$|^设[^，；]{0,12}(?:奖|先进|优秀|标兵)"
)
_DRAW = re.compile(
    r"(?:抽取|抽选|随机|单选题|多选题|判断题|选择题|简答题|答题时间|考试(?:时间|时长)?|限时|试题|题库)[^，；]{0,8}$"
)
_COMPARED = re.compile(r"^(?:为|是|相当于|约为|约占)")
_CONDITION = re.compile(r"^(?:须|应|要|必须)?(?:年满|满|连续|从事|具有|具备|取得|获得过?|近)[^，；]*$")
_CLASSES = re.compile(r"按[^，；]*[两三四五\d](?:类|档|种情形)")
_SPANS = {"天", "日", "个月", "周", "小时", "分钟", "工作日", "年"}
_SPAN_OF = re.compile(r"(?:期|期限|周期|学制|公示|用时|时间|时长)(?:为|是|约)?$")
_GIVEN = re.compile(r"(?:的)?(?:奖励|奖补|补助|补贴|救助|资助|减免|优惠)")
_CONDITION_SECTION = re.compile(r"条件|资格|要求|对象")
_PARTITION = re.compile(r"^(?:(?:理论|实操|实际操作|笔试|面试|平时|成绩|考试)[^，；]{0,6})占(?:比)?$")


@dataclass(frozen=True)
class Around:
    """A quantity with the words before and behind it in its part, and the parts beside."""

    mention: Mention
    part: str
    before: str
    after: str
    previous: str
    following: str
    section: str
    heads: bool

    @property
    def unit(self) -> str:
        return self.mention.unit or ""


def refuted(sentence: Sentence, index: int, before: str, after: str, mention: Mention) -> str | None:
    """The reason of the first rule that speaks, or None."""
    parts = sentence.parts
    around = Around(
        mention,
        parts[index].text,
        before,
        after,
        parts[index - 1].text if index else "",
        parts[index + 1].text if index + 1 < len(parts) else "",
        sentence.section,
        index == 0 and sentence.text[parts[0].end : parts[0].end + 1] == "：",
    )
    return next((reason for reason, rule in _RULES if rule(around)), None)


def _score(a: Around) -> bool:
    full = a.unit == "分" and re.search(r"每[题道项][^，；]{0,3}$|[满占]$", a.before)
    return bool(_POINTS.search(a.part) or full)


def _rules(a: Around) -> bool:
    quorum = re.match(r"(?:及?以上)?[\u4e00-\u9fff]{0,8}(?:出席|到会|同意|赞成|通过)", a.after)
    sent = re.search(r"(?:选派|限报|推荐)$", a.before) and re.match(r"(?:参赛)?选手", a.after)
    written = a.unit in {"字", "张", "页"} and re.search(r"报送|上报|总结|照片", a.part)
    if sent or written:
        return True
    return bool(
        _DRAW.search(a.before) or _PARTITION.search(a.before) or (quorum and a.mention.kind == "rate")
    )


def _prize(a: Around) -> bool:
    return bool(_PRIZE.search(a.before)) and a.unit in {"名", "个", "人", "元", "项", "件", "篇"}


def _condition(a: Around) -> bool:
    again = re.search(r"连续$", a.before) and _CONSEQUENCE.search(a.after)
    limited = _LIMITED.search(a.before) or _CLASSES.search(a.part) or again
    return bool(limited) or _limits(a.part, a.before, a.after, a.following)


def _standard(a: Around) -> bool:
    """What one case is paid; a floor for the payer (人均不低于10元的标准安排) is a goal."""
    if re.search(r"给予$", a.before) and _GIVEN.match(a.after):
        return True
    if a.mention.kind == "density" and re.match(r"按[^，；]*标准", a.part):
        return True
    if re.search(r"人均标准(?:为)?$|(?:租金|价格|费用|收费)[^，；]{0,4}为[^，；]{0,8}的$", a.before):
        return True
    if a.unit == "%" and re.search(r"(?:补助|减免|补贴|资助|报销)$", a.before):
        return True
    if re.search(r"按$", a.before) and re.match(r"给予|补助|补贴|报销|资助|奖励", a.after):
        return True
    if a.unit == "元" and re.search(r"(?:超过|达到|以上|不足|未)[^，；]*的$", a.previous):
        return True
    if a.unit == "元" and re.search(r"按照?[^，；]{0,12}$", a.before) and re.match(r"(?:的)?标准", a.after):
        return not re.search(r"不(?:低于|少于|超过|高于)$|人均$|至少$", a.before)
    words = re.search(r"标准|补|奖|最高", a.before + a.after[:6])
    return a.unit in {"元", "%"} and bool(_STANDARD.search(a.before) and words)


def _listed(a: Around) -> bool:
    """理论、实操等8个工种 counts what was just listed; 三项服务： heads a list."""
    among = _LISTED.search(a.before) and _OWN.match(a.after) and a.mention.kind == "count"
    if among and a.unit in {"个", "项", "类", "种", "家", "大类", "所", "门"}:
        return True
    head = a.heads and a.mention.chinese and not a.before and a.mention.low > 1
    return bool(head and a.following and len(a.part) <= 14)


def _fact(a: Around) -> bool:
    if re.search(r"\(共$", a.before):
        return True
    base = re.search(r"^[\u4e00-\u9fff]{0,4}(?:底数|情况)", a.after) and a.unit not in {"次", "场", "期"}
    return bool(base or (a.mention.kind == "times" and _COMPARED.match(a.before)))


def _duration(a: Around) -> bool:
    if a.unit == "分钟" and not re.search(r"不(?:少于|低于|超过|多于)|至少|[到至]|控制在", a.before):
        return True
    return a.unit in _SPANS and bool(re.match(r"内(?!容)", a.after) or _SPAN_OF.search(a.before))


def _criteria(a: Around) -> bool:
    asked = _CONDITION_SECTION.search(a.section) and _CONDITION.match(a.before)
    return bool(asked) and a.mention.kind == "count"


_RULES: tuple[tuple[str, Callable[[Around], bool]], ...] = (
    ("score", _score),
    ("rules", _rules),
    ("prize", _prize),
    ("condition", _condition),
    ("standard", _standard),
    ("listed", _listed),
    ("fact", _fact),
    ("duration", _duration),
    ("criteria", _criteria),
)


def _limits(part: str, before: str, after: str, following: str) -> bool:
    """低于60%的约谈, 超过80学时的，提高到1000元: a threshold with what follows from it."""
    if not re.match(r"(?:\(含\))?(?:及?以上|以下|以内)?的", after) and not re.match(
        r"(?:及?以上|以下)(?:为|可|方)", after
    ):
        return False
    if re.match(r"(?:及?以上|以下)?的(?:目标|任务|要求|比例|标准|[\u4e00-\u9fff]{2,8}$)", after) and not (
        _CONSEQUENCE.search(after[:4])
    ):
        return bool(re.search(r"^对[^，；]*$", before) and _CONSEQUENCE.search(part))
    told = after if len(after) > 4 else following
    open_ended = _THRESHOLD.search(before) or re.match(r"(?:及?以上|以下|以内)", after)
    return bool(open_ended and _CONSEQUENCE.search(told))
