"""Questions about shares and coverage: what is the numerator, what the denominator."""

from __future__ import annotations

import re

from suzhi.domains.reading.questions.context import Context, Question

_NUMBER_OF_ACTIVITIES = re.compile(
    r"([\u4e00-\u9fff“”()]{2,14})(?:、)([\u4e00-\u9fff“”()]{2,14})(?:、|和|与|及)([\u4e00-\u9fff“”()]{2,14}?)(?:的)?(?:覆盖面|参与面|参与率|覆盖率)"
)
_TWO_ACTIVITIES = re.compile(
    r"([\u4e00-\u9fff“”]{2,20})[和与及]([“\u4e00-\u9fff”]{2,12}?)(?:活动)?(?:的)?(?:覆盖率|参与率|覆盖面|参与面|普及率|知晓率)"
)
_ROSTER = re.compile(
    r"规模以上|规上|百强|名录|重点企业|建会企业|已建会|非公|公有制|国有企业|企事业单位|新就业形态"
)
_PEOPLE_ROSTER = re.compile(r"职工代表|代表|委员|主席|干部|会员|职工|协商员|监督员|调解员|工会工作者")
_BASE_STATED = re.compile(r"占|比例|总数|总额|总量|增长|增幅|下降|递增")
_AT = re.compile(r"^(?:年底|年末|年|底|末|前|期间|全市|全县|全区|全省|其中)+")
_COMPARED = re.compile(
    r"(?:比|较|在)(?:20\d\d年|“?十[一二三四五六七八九]五”?末?|上年)[^，]{0,8}(?:提高|增长|增加|上升|下降|减少|降低)"
)
_ESPECIALLY = re.compile(
    r"(?:尤其是?|特别是|重点是|重点在)([\u4e00-\u9fff、()]{2,40}?)(?:等)?(?:行业|领域|企业|单位|地区)"
)


def participation(c: Context) -> Question | None:
    if not (c.target.rate and re.search(r"参与面|参与率|参赛率|覆盖面", c.quote)):
        return None
    listed = _NUMBER_OF_ACTIVITIES.search(c.sentence)
    names = [_bare(name) for name in listed.groups()] if listed else ["相关活动"]
    return (
        "怎样才算“参与”（分子）？",
        [
            f"当年参加过{'、'.join(names)}中的任意一项即算",
            f"{'、'.join(names)}每一项都参加才算",
            "规划期内参加过一次即算",
        ],
    )


def changing_roster(c: Context) -> Question | None:
    if not c.target.rate or not (match := _ROSTER.search(c.quote)):
        return None
    return (
        f"“{match.group()}”的名单每年都在变，分母以哪一个为准？",
        ["以当年（考核时点）的名录为准", "以规划开始时的名录为准", "只计已建立工会的单位"],
    )


def basic_threshold(c: Context) -> Question | None:
    if c.target.commitment != "basic":
        return None
    return (
        "“基本”没有给出数值，达到多少算基本实现？",
        ["95%以上", "90%以上", "100%（允许个别例外并逐一说明）"],
    )


def mixed_unit(c: Context) -> Question | None:
    match = re.search(r"(企业|单位)\(([\u4e00-\u9fff]{2,8}(?:和|、|及)[\u4e00-\u9fff]{2,8})\)", c.quote)
    if not match or not c.target.rate:
        return None
    return (
        f"“{match.group(1)}（{match.group(2)}）”把不同的对象合在一起，比例按什么计数？",
        [
            f"{match.group(1)}、{match.group(2)}各算一个，合并计算",
            f"只按{match.group(1)}计算，{match.group(2)}覆盖的{match.group(1)}逐个计入",
            f"{match.group(1)}与{match.group(2)}分别计算，分别达标",
        ],
    )


def assessed_denominator(c: Context) -> Question | None:
    if not (c.target.rate and re.search(r"评价|考核|评估|验收|达标", c.quote)):
        return None
    return ("达标比例的分母是哪些单位？", ["已参加评价考核的单位", "全部已开展该项工作的单位"])


def roster_in_office(c: Context) -> Question | None:
    if "trained_once" not in c.target.rule and not (c.target.rate and re.search(r"轮训|培训率", c.quote)):
        return None
    who = match.group() if (match := _PEOPLE_ROSTER.search(c.quote)) else "人员"
    return (
        f"{who}会换届、增补，“轮训一次”以哪一批人为准？",
        [
            f"以截止日在任的{who}为分母，每人至少参加一次",
            f"以规划开始时在任的{who}为分母",
            "期间任过职的都算",
        ],
    )


def joined_activities(c: Context) -> Question | None:
    match = _TWO_ACTIVITIES.search(c.quote)
    if not match or not c.target.rate:
        return None
    first, second = _bare(match.group(1)), _bare(match.group(2))
    return (
        f"“{first}和{second}”的比例怎样合算？",
        ["两项都开展（参加）才算", "开展（参加）任意一项即算", "两项分别计算，分别达标"],
    )


def covers_whom(c: Context) -> Question | None:
    if not (c.target.rate and re.search(r"覆盖率|覆盖面|参与率|普及率|全覆盖", c.quote)):
        return None
    if re.search(
        r"企业|单位|县|乡镇|街道|工会[^法]|职工(?!教育|职业|书屋|文化|民主|之家|服务|安全)|农民工(?!文化)|会员",
        c.quote.split("率")[0],
    ):
        return None
    return (
        "没有说明覆盖的是谁，比例按什么计算？",
        ["按企业（单位）数计算", "按职工人数计算", "两种口径都报"],
    )


def especially(c: Context) -> Question | None:
    match = _ESPECIALLY.search(c.sentence)
    if not match or not c.target.rate:
        return None
    return (
        f"分母是全部单位，还是只有“{match.group(1)}”等重点行业（领域）？",
        ["分母是全部单位，重点行业（领域）另列明细", "只考核列举的重点行业（领域）"],
    )


def unstated_base(c: Context) -> Question | None:
    """A rate that says neither whose it is nor asks one of the closer questions above."""
    match = re.search(r"([\u4e00-\u9fff“”]{1,12}率)", c.quote)
    if not c.target.rule.startswith("rate/") or not match or _BASE_STATED.search(c.quote):
        return None
    if any(rule(c) for rule in _CLOSER):
        return None
    return (
        f"“{_AT.sub('', match.group(1))}”的分母是哪些人或单位，按哪一时点计？",
        ["考核时点应计的全部对象", "规划开始时应计的全部对象", "只计已经参加（纳入）的对象"],
    )


def starting_value(c: Context) -> Question | None:
    """A rise or fall is said, but not from which value."""
    rises = c.target.rule.startswith(("point/", "times/")) or _COMPARED.search(c.quote)
    if not rises or c.target.grain == "year" or re.search(r"(?:由|从)[^，]*\d", c.quote):
        return None
    return (
        "起点（基期）的数值没有写出，升降从哪个数算起？",
        ["以统计部门公布的基期数为起点", "以规划开始时各单位上报的数为起点"],
    )


_CLOSER = (participation, changing_roster, assessed_denominator, roster_in_office, covers_whom, especially)


def _bare(name: str) -> str:
    return re.sub(r"^(?:不断|扩大|各类|深入|开展|组织|推进|加强)+", "", name)
