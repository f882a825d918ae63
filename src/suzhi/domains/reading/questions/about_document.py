"""Questions that the document as a whole raises: its first year, its reporting lines, its parent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suzhi.domains.reading.model import Ambiguity, Clause, Document, OpenGoal

_AREA = re.compile(r"各?(?:县|区|市|州|旗|乡镇|街道)[（(、市区县]*.*总?工会")
_ZONE = re.compile(r"高新区|经开区|开发区|景区|新区|园区|管委会|示范区|保税区")
_SYSTEM = re.compile(r"系统|产业工会|行业工会|直属|市属|县属|区属|省属|企事业|局(?:工会)?|集团")


def about_document(document: Document, clauses: list[Clause]) -> Iterator[Ambiguity]:
    yield from _first_year(document)
    yield from _reporting_lines(document)
    yield from _parents(document)
    if document.period is None:
        yield _ask(
            "period",
            document.title or "",
            "没有读出规划的起止年份，按哪一年到哪一年计？",
            ["在此填写起止年份", "自印发之年起五年"],
        )


def _first_year(document: Document) -> Iterator[Ambiguity]:
    if not document.period or not document.date:
        return
    start, end = document.period
    year, month = int(document.date[:4]), int(document.date[5:7])
    if (year, month) <= (start, 1):
        return
    yield _ask(
        "first_year",
        document.date,
        f"文件在 {year} 年 {month} 月才印发，规划期却从 {start} 年算起，印发前的时间怎样计？",
        [
            f"从 {start} 年起计（{end - start + 1} 年），印发前的记录标明为补录",
            f"从 {max(year, start + 1) if year == start else year} 年起计，此前作为基期",
        ],
    )


def _reporting_lines(document: Document) -> Iterator[Ambiguity]:
    areas = [name for name in document.addressees if _AREA.search(name) and not _ZONE.search(name)]
    zones = [name for name in document.addressees if _ZONE.search(name)]
    systems = [name for name in document.addressees if _SYSTEM.search(name) and name not in areas + zones]
    if areas and zones + systems:
        yield _ask(
            "reporting_lines",
            "、".join(areas + zones + systems),
            "主送单位既有各地工会，又有开发区（景区）或系统、直属工会，同一企业可能在两条线上，数字怎样汇总？",
            [
                "按隶属关系，每个单位只在一条线上计一次",
                "按属地汇总，系统和直属单位计入所在地",
                "两条线都报，汇总时剔除重复",
            ],
        )
    if zones:
        yield _ask(
            "zones",
            "、".join(zones),
            "开发区、景区等管委会工会是否与县（市、区）一样承担“各县（市、区）”的任务？",
            ["不承担，单列一行", "与县（市、区）同样承担"],
        )


def _parents(document: Document) -> Iterator[Ambiguity]:
    for parent in document.parents:
        yield _ask(
            "parent_plan",
            parent.number,
            f"本规划依据 {parent.number} 制定，上级文件的指标是否也要对照上报？",
            ["上级文件导入后逐条对应", "只按本规划考核"],
        )


def about_open_goals(goals: list[OpenGoal]) -> Iterator[Ambiguity]:
    """One question for each clause that says 一批."""
    seen: set[str] = set()
    for goal in goals:
        if goal.clause in seen:
            continue
        seen.add(goal.clause)
        yield Ambiguity(
            goal.clause,
            goal.quote,
            f"“{goal.word}”没有数量，是否要在年度计划中确定？",
            ["不定数量，只列名单和个数", "由年度计划确定每年的数量"],
            "open_number",
            goal.place,
        )


def about_levels(clauses: list[Clause]) -> Iterator[Ambiguity]:
    """县以上 and the like, wherever they stand."""
    pattern = re.compile(r"(县|市|省|乡镇|街道)级?以上(?=工会|地方|机关|总工会|[\u4e00-\u9fff]{0,2}工会)")
    for clause in clauses:
        match = pattern.search(clause.text)
        if match:
            start = max(clause.text.rfind(sign, 0, match.start()) for sign in "，。；\n") + 1
            quote = re.split(r"[，。；]", clause.text[start:], maxsplit=1)[0]
            yield Ambiguity(
                clause.id,
                quote,
                f"“{match.group(1)}以上”是否包括{match.group(1)}级本身？",
                [f"包括{match.group(1)}级（“以上”含本数）", f"不包括{match.group(1)}级"],
                "level_included",
            )


def _ask(rule: str, quote: str, question: str, readings: list[str]) -> Ambiguity:
    return Ambiguity("", quote, question, readings, rule)
