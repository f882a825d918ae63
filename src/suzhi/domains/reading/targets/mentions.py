"""Written quantities in a masked sentence: rates, counts, ranges, multiples, densities, full coverage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from suzhi.domains.reading.numbers import ARABIC, CHINESE, chinese_number, read_number

NUMBER = rf"(?:(?:{ARABIC})[百千万亿]{{0,2}}|{CHINESE}{{1,12}}(?:点[零一二三四五六七八九]{{1,6}})?)"
DASH = r"(?:[—~]{1,2}|至|到)"
_COUNTED = (
    "个?学时|个?课时|个?小时|个?工作日|人天|人日|标准箱|自然箱|标箱|立方米|平方公里|亿元|户次|门次|车次|台次|单次|处次|人次|场次|场\\(次\\)|次\\(场\\)|场·次|人·次|人\\(次\\)|次场|批次|班次|课次|例次|家次|件次|万人|学时|课时|小时|分钟|平方米|平米|㎡|公里|站点|人份"
    "|场|次|名|人|个|家|项|册|件|篇|部|本|支|所|座|处|户|对|门|套|种|批|期|元|条|辆|台|间|片|份|幅|轮|例|起|组|队|张|枚|档|遍"
    "|倍|天|站|点|款|集|堂|节|讲|课|幢|栋|团|班|县|区|乡镇|街道|镇|乡|村|社区|园区|米|届|只|盏|亩|吨|周|顶|双|箱|首|棵|株|卷"
)
_PEOPLE = (
    "名?(?=职工|农民工|会员|工人|技能人才|高技能人才|劳动者|群众|产业工人|"
    "员工|干部|女职工|新职工|学员|志愿者)"
)
# 12万农村劳动力: people without a measure word, with what kind of people before the noun.
_FOLK = "[\\u4e00-\\u9fff]{0,9}?(?:职工|劳动力|劳动者|工人|农民|人员|人才|学员|志愿者|青年|女性|残疾人|毕业生|退役军人|妇女|会员|干部|党员|师傅|群众|居民)"
_UNIT = rf"(?:{_COUNTED}|{_PEOPLE})"
_MORE = "(?:余|多|来|几)?"

PERCENT = re.compile(
    rf"(?P<a>\d{{1,12}}(?:\.\d{{1,6}})?)%?{DASH}(?P<b>\d{{1,12}}(?:\.\d{{1,6}})?)(?P<sign>%|‰)|(?P<one>\d{{1,12}}(?:\.\d{{1,6}})?)(?P<sign1>%|‰)"
    rf"|(?P<mille>[千万])分之(?P<mn>{CHINESE}{{1,12}}(?:点[零一二三四五六七八九]{{1,6}})?)"
    rf"|百分之(?P<ca>{CHINESE}{{1,12}}(?:点[零一二三四五六七八九]{{1,6}})?)(?:{DASH}(?:百分之)?(?P<cb>{CHINESE}{{1,12}}))?"
    rf"|(?P<point>\d{{1,12}}(?:\.\d{{1,6}})?|{CHINESE}{{1,12}})个百分点|(?P<tenths>[一二三四五六七八九])成(?P<half>[半一二三四五六七八九])?(?!立|员|果|功|效|为|绩|本|熟|长|人|都|品|就|形|型|因|套|倍|分|年|交)"
    r"|(?<=[的达过于到占])(?P<sn>\d{1,2})/(?P<sd>\d{1,2})(?![\d/])"
    rf"|(?P<den>[二三四五六七八九十])分之(?P<num>[一二三四五六七八九])|(?P<most>半数|过半|一半)(?=以上|的|，|$|职工|企业)?"
)
RANGE = re.compile(rf"(?P<a>{NUMBER}){_COUNTED[:0]}(?:{_UNIT})?{DASH}(?P<b>{NUMBER})(?P<unit>{_UNIT})")
COUNT = re.compile(rf"(?P<n>{NUMBER})(?P<more>{_MORE})(?P<scale>万|亿)?(?P<unit>{_UNIT})")
_RARE = r"(?![万亿千百十年月日时号岁分级届条款章期点起前后内外以度])[\u4e00-\u9fff]{1,3}?"
BARE = re.compile(
    rf"(?:(?<=达到|突破|超过|少于|低于|至少|多于)|(?<=达))(?P<n>(?:{ARABIC})[百千万亿]{{0,2}})"
    r"(?P<unit>分|年|岁|日)?(?=[，；。、)]|以上|左右|$)"
    r"|(?<=提高到|提升到|增加到|延长到|提高至|提升至|增加至|延长至)"
    r"(?P<k>(?:\d{1,6}(?:\.\d{1,4})?))(?P<kunit>分|年|岁|分钟)(?=[，；。、)]|以上|左右|$)"
    r"|(?<=提高|增加|上升|提升|延长)(?P<p>(?:\d{1,6}(?:\.\d{1,4})?))(?P<punit>分|年|岁)(?=[，；。、)]|以上|左右|$)"
    r"|(?<=控制在)(?P<c>\d{1,6}(?:\.\d{1,4})?)(?=以内|以下)"
    r"|(?<=\0的)(?P<q>\d{1,4}\.\d{1,4})(?=[，；。、)]|以上|左右|$)"
    rf"|(?P<f>(?:(?:{ARABIC})[百千万亿]{{1,2}}|{CHINESE}{{1,11}}[百千万亿]|\d{{3,7}}))(?:余|多)?(?:以上)?(?={_FOLK})"
    rf"|(?<=[\u4e00-\u9fff])(?P<x>(?:{ARABIC})[百千万亿]{{0,2}})(?P<xunit>{_RARE})(?=以上|以下|以内|左右|[，；。、)]|$)"
    r"|(?<=[\u4e00-\u9fff])(?P<m>\d{1,6}(?:\.\d{1,4})?[万亿])(?=[，；。、)]|以上|左右|$)"
)
_WHO = re.compile(
    r"(?:人数|会员|职工|用户|员|者|人才|劳动力|学员|粉丝|代表)(?:总?数|总量|规模)?(?:量)?(?:达到?|突破|超过|增加到|增至|增长到|发展到|扩大到|至少|不少于|稳定在|保持在)*$"
)
_SEVERAL = re.compile(r"月|\d{1,3}(?:\.\d{1,2})?%|百分")
DOUBLE = re.compile(r"翻(?P<n>[一两二三])?番")
DENSITY = re.compile(
    rf"每(?P<base>{NUMBER})(?P<bunit>名|人|个|户|家|位)?(?P<who>(?:在职|企业|产业)?(?:职工|会员|农民工|工人|员工|劳动者|常住人口|人口|企业)?)"
    r"(?=(?:至少|不少于|应|要|平均|配备|拥有|有|建有|达到?|不低于|设|设立|配|建|配置|就)|\d)"
)
ZERO = re.compile(
    r"(?:为|达到|实现|保持)零(?=[，；。、)]|$)"
    r"|“?零”?(?:事故|伤亡|死亡|工亡|发生|投诉|欠薪|拖欠|违规|违纪|违法|积压|差错|上访|火灾|超标|增长|流失)|(?:动态|全部)?清零"
)
FULL = re.compile(
    r"全面?覆盖|全(?:面|部)?达标|全员覆盖|覆盖(?:到)?(?:所有|全部)|应(?:建|签|入|训|培|检|保|帮|援|录|统|享|赛|公开|设|参|配)尽\w{1,2}|全部(?=达标|建制|建会|建立|建成|完成|纳入|配备|实现|开通|设立|建有|覆盖|签订|挂牌|轮训|培训|达到|落实|投入|设有|参加|成立|接受)"
)


@dataclass(frozen=True)
class Mention:
    """A quantity at start..end of the sentence. kind: rate, count, point, times, density, zero, full."""

    start: int
    end: int
    kind: str
    low: Fraction
    high: Fraction | None
    unit: str | None
    chinese: bool = False
    vague: bool = False
    base: tuple[Fraction, str] | None = None
    written: str = ""


def find_mentions(masked: str) -> list[Mention]:
    """In their order, none overlapping."""
    taken = [False] * len(masked)
    out: list[Mention] = []
    bases = [(m.start(), m.end(), _base(m)) for m in DENSITY.finditer(masked)]
    for start, end, base in bases:
        if base is not None:
            taken[start:end] = [True] * (end - start)
    for mention in [*_rates(masked), *_ranges(masked), *_counts(masked), *_others(masked)]:
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
            out.append(mention)
    out.sort(key=lambda mention: mention.start)
    return [_with_base(mention, bases, masked) for mention in out]


def _base(match: re.Match[str]) -> tuple[Fraction, str] | None:
    value = read_number(match["base"])
    if value is None or value < 1 or (value == 1 and not match["who"]) or (value <= 3 and not match["who"]):
        return None
    return value, f"{match['base']}{match['bunit'] or ''}{match['who']}"


def _with_base(
    mention: Mention, bases: list[tuple[int, int, tuple[Fraction, str] | None]], text: str
) -> Mention:
    """每万名职工 before a count makes it a density."""
    for start, end, base in bases:
        near = mention.kind == "count" and 0 <= mention.start - end <= 14
        if base and near and not re.search(r"[，；：]", text[end : mention.start]):
            return replace(mention, start=start, kind="density", unit=f"{mention.unit}/{base[1]}", base=base)
    return mention


def _rates(text: str) -> Iterator[Mention]:
    for match in PERCENT.finditer(text):
        low, high = _rate_value(match)
        if low is None:
            continue
        kind = "point" if match["point"] else "rate"
        unit = "百分点" if match["point"] else "‰" if "‰" in match.group() or match["mille"] == "千" else "%"
        yield Mention(match.start(), match.end(), kind, low, high, unit, written=match.group())


def _rate_value(match: re.Match[str]) -> tuple[Fraction | None, Fraction | None]:
    if match["b"] or match["one"]:
        scale = 100 if (match["sign"] or match["sign1"]) == "%" else 1000
        low = Fraction(match["a"] or match["one"]) / scale
        return low, Fraction(match["b"]) / scale if match["b"] else None
    if match["ca"]:
        low_n, high_n = chinese_number(match["ca"]), chinese_number(match["cb"]) if match["cb"] else None
        return (low_n / 100 if low_n is not None else None), (high_n / 100 if high_n is not None else None)
    if match["point"]:
        value = read_number(match["point"])
        return (value / 100 if value is not None else None), None
    if match["mille"]:
        value = chinese_number(match["mn"])
        return (value / (1000 if match["mille"] == "千" else 10000) if value is not None else None), None
    if match["tenths"]:
        more = 5 if match["half"] == "半" else int(chinese_number(match["half"] or "零") or 0)
        return Fraction(int(chinese_number(match["tenths"]) or 0) * 10 + more, 100), None
    if match["sn"]:
        return (Fraction(int(match["sn"]), int(match["sd"])) if int(match["sd"]) else None), None
    if match["den"]:
        num, den = chinese_number(match["num"]), chinese_number(match["den"])
        return (num / den if num and den else None), None
    return Fraction(1, 2), None


def _ranges(text: str) -> Iterator[Mention]:
    for match in RANGE.finditer(text):
        low, high = read_number(match["a"]), read_number(match["b"])
        if low is None or high is None or high <= low:
            if low is not None and high is not None and match["b"][-1:] in "万亿" and low < high:
                low = low * (10**4)
            else:
                continue
        if match["b"][-1:] in "万亿" and match["a"][-1:] not in "万亿" and low * 1000 < high:
            low *= 10**4 if match["b"].endswith("万") else 10**8
        yield Mention(
            match.start(),
            match.end(),
            "count",
            low,
            high,
            unit_of(match["unit"], text[match.end() :]),
            not match["a"][0].isdigit(),
            written=match.group(),
        )


def _counts(text: str) -> Iterator[Mention]:
    for match in COUNT.finditer(text):
        value = read_number(match["n"])
        if value is None:
            continue
        if match["scale"]:
            value *= 10**4 if match["scale"] == "万" else 10**8
        if text[match.end() - 1] == "个" and _SEVERAL.match(text, match.end()):
            continue
        kind = "times" if match["unit"] == "倍" else "count"
        yield Mention(
            match.start(),
            match.end(),
            kind,
            value,
            None,
            unit_of(match["unit"], text[match.end() :]),
            not match["n"][0].isdigit(),
            bool(match["more"]),
            written=match.group(),
        )


def _others(text: str) -> Iterator[Mention]:
    for match in BARE.finditer(text):
        value = read_number(next(match[key] for key in "nkpcqfxm" if match[key]))
        unit = match["unit"] or match["kunit"] or match["punit"] or match["xunit"]
        if unit is None and (match["f"] or _WHO.search(text[max(match.start() - 12, 0) : match.start()])):
            unit = "人"
        if value is not None:
            yield Mention(match.start(), match.end(), "count", value, None, unit, written=match.group())
    for match in DOUBLE.finditer(text):
        power = int(chinese_number(match["n"] or "一") or 1)
        yield Mention(
            match.start(), match.end(), "times", Fraction(2**power), None, "倍", written=match.group()
        )
    for match in ZERO.finditer(text):
        yield Mention(match.start(), match.end(), "zero", Fraction(0), None, None, written=match.group())
    for match in FULL.finditer(text):
        yield Mention(match.start(), match.end(), "full", Fraction(1), None, "%", written=match.group())


def unit_of(unit: str, after: str) -> str:
    """One spelling for the units that are written in several ways."""
    if unit in {"场(次)", "次(场)", "场·次", "次场"}:
        return "场次"
    if unit in {"人·次", "人(次)"}:
        return "人次"
    if not unit:
        return "人"
    if unit[0] == "个" and len(unit) > 1:
        return unit[1:]
    if unit == "场" and after.startswith("次"):
        return "场次"
    return unit
