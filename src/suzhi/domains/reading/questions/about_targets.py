"""Questions that any one goal's own words raise: for each or in all, by when, people or visits."""

from __future__ import annotations

import re
from decimal import Decimal

from suzhi.domains.reading.model import Target
from suzhi.domains.reading.questions.context import Context, Question

_EVENT = re.compile(
    r"培训|练兵|比赛|竞赛|参加|参与|服务|帮扶|轮训|宣传|慰问|疗休养|受益|惠及|阅读|讲座|观看|体检"
)


def each_or_all(c: Context) -> Question | None:
    if c.target.rate or not c.target.each or not re.search(r"各|所有|全部", c.quote + (c.target.scope or "")):
        return None
    value, unit = c.target.value, c.target.unit or ""
    return (
        f"“{c.target.scope}”的 {value}{unit} 是每一个分别完成，还是合计完成？",
        [f"每一个各 {value}{unit}（逐个考核）", f"全部合计 {value}{unit}"],
    )


def no_due(c: Context) -> Question | None:
    if c.target.grain == "year" or c.target.due_from in {"own", "sentence", "intro", "table"}:
        return None
    if c.target.due_from == "unfinished":
        return (
            "原文没有写完成时限（句子以逗号中断），何时达到？",
            [f"到规划期末（{c.end}）", "与同一句前面的时限相同", "不设时限，逐年监测"],
        )
    if c.target.rate:
        return (
            "原文没有写完成时限，是每年都要达到，还是到规划期末达到？",
            [f"到规划期末（{c.end}）达到", "规划期内每年都要达到"],
        )
    return ("原文没有写完成时限，是否按规划期末计？", [f"到规划期末（{c.end}）累计完成", "另行确定年度时限"])


def people_or_visits(c: Context) -> Question | None:
    if c.target.unit not in {"人", "名"} or c.target.rate or not _EVENT.search(c.quote + c.target.measure):
        return None
    if c.target.unit == "名" and not re.search(r"培训|参加|参与|服务", c.quote):
        return None
    return (
        f"{_short(c.target.value)}是人数还是人次（同一人参加几次怎样算）？",
        ["人次：每参加一次计一次", "人数：同一人只计一次", "两个数都报，以人次为准"],
    )


def upper_end(c: Context) -> Question | None:
    if c.target.comparison != "range" or not isinstance(c.target.value, list):
        return None
    low, high = c.target.value
    return (
        f"范围的上限（{_percent(high, c.target)}）是必须遵守的上限，还是幅度的上端？",
        [f"不低于 {_percent(low, c.target)} 即达标，上端不是限制", "低于下限或高于上限都不达标"],
    )


def density_people(c: Context) -> Question | None:
    if not c.target.rule.startswith("density"):
        return None
    return (
        f"“{c.target.measure}”包括哪些人，分母用什么人数？",
        [
            "专职、兼职和聘用的都算，分母为职工总数",
            "只算专职人员，分母为职工总数",
            "专兼职都算，分母为工会会员数",
        ],
    )


def with_conditions(c: Context) -> Question | None:
    match = re.search(
        r"(具备条件|有条件)的(县\(市、区\)|县\(区\)|县区|乡镇|街道|社区|园区|企业|单位|基层工会|地方|地区)",
        c.quote,
    )
    if not match:
        return None
    return (
        f"哪些{match.group(2)}算“{match.group(1)}”？",
        ["全部都算，逐个说明不具备条件的理由", "由办公室列出名单，只考核名单内的"],
    )


def named_places(c: Context) -> Question | None:
    match = re.search(r"\d+个(贫困县|脱贫县|重点县|民族县|山区县|革命老区县)", c.quote)
    if not match:
        return None
    return (
        f"是在每个{match.group(1)}至少完成一个，还是合计完成 {_short(c.target.value)} 个？",
        [f"每个{match.group(1)}至少一个", "合计完成这个数量，不限分布"],
    )


def stock_or_new(c: Context) -> Question | None:
    if c.target.rate or c.target.grain == "year" or not re.search(r"达到|达(?=\d)|保持|总数|总量", c.quote):
        return None
    return ("是期末总数，还是规划期内新增的数量？", ["期末总数（含规划开始前已有的）", "规划期内新增数"])


def approximate(c: Context) -> Question | None:
    if c.target.doubt != "approximate":
        return None
    return (
        "数字带有“约”“左右”“余”，达标线怎样定？",
        ["以所写的数为最低线", "允许上下浮动 5%", "只作参考，不作考核"],
    )


def in_principle(c: Context) -> Question | None:
    if c.target.doubt != "in_principle":
        return None
    return ("“原则上”允许例外，例外怎样处理？", ["一律按此考核", "经批准的例外不计入"])


def before_year(c: Context) -> Question | None:
    if c.target.doubt != "before_year" or not c.target.due:
        return None
    year = int(c.target.due[:4])
    return (f"“{year}年前”是否包括{year}年当年？", [f"截至{year}年12月31日", f"截至{year - 1}年12月31日"])


def odd_cycle(c: Context) -> Question | None:
    match = re.search(r"每(季度?|半年|个?月|周|两年|[二三四\d]年|学期)", c.quote)
    if not match or c.target.grain != "year":
        return None
    return (
        f"“每{match.group(1)}”怎样折算到年度？",
        ["按周期逐个考核，每个周期都要完成", "折算成年度总数考核"],
    )


def no_figure(c: Context) -> Question | None:
    if c.target.doubt != "no_figure" or not c.target.rule.startswith("each"):
        return None
    return ("原文没有写比例，是否要求全部做到？", ["全部做到（100%）", "由办公室确定比例"])


def _short(value: str | list[str]) -> str:
    if isinstance(value, list):
        return "—".join(value)
    return f"{value[:-4]}万" if value.isdigit() and value.endswith("0000") else value


def _percent(value: str, target: Target) -> str:
    if not target.rate:
        return f"{value}{target.unit or ''}"
    return f"{(Decimal(value) * 100).normalize():f}%"
