"""Puts an annual report together from figures: which sentence, which table, which chart.

The order is the reader's: where the whole stands, then clause by clause, then unit by unit, then
what is missing. Nothing is praised and nothing hidden: a figure without records says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from suzhi.domains.reports.document.by_unit import PERCENT, by_unit, shortfalls
from suzhi.domains.reports.document.content import (
    STATE_WORDS,
    AnnualReport,
    Block,
    Chart,
    Cite,
    Figure,
    Paragraph,
    Section,
    Series,
    Table,
)
from suzhi.domains.reports.document.material import Material
from suzhi.domains.reports.document.sentences import sentence
from suzhi.kernel.dates import write_day

_NUMBER, _DENSITY = "#,##0", "0.00"


def compose_annual(material: Material) -> AnnualReport:
    """The report of one unit and year."""
    words = material.words
    sections = [
        Section("总体情况", tuple(_overview(material))),
        _free("主要做法", words.practices),
        Section("目标任务完成情况", tuple(_tasks(material))),
        Section("各单位情况", tuple(by_unit(material)) if material.units else ()),
        Section("尚有差距的事项", tuple(shortfalls(material))),
        _free("存在问题", words.problems),
        _free("下一步打算", words.next_steps),
    ]
    usual = f"{material.issuer}关于{material.unit_name}{material.year}年职工素质建设工程实施情况的报告"
    return AnnualReport(
        issuer=material.issuer,
        document_number=material.document_number,
        title=material.title or usual,
        addressees=material.addressees,
        dated=material.dated,
        plan_title=material.plan_title,
        unit_name=material.unit_name,
        year=material.year,
        cutoff=material.cutoff,
        as_of=material.as_of,
        opening=(_opening(material),),
        sections=tuple(section for section in sections if section.blocks),
        settings=material.settings,
        definitions=material.definitions,
        copies_to=material.copies_to,
        printed_by=material.printed_by,
        printed_on=material.printed_on,
        signer=words.signer,
    )


def _free(title: str, text: str) -> Section:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return Section(title, tuple(Paragraph((line,)) for line in lines if line), free=True)


def _opening(material: Material) -> Paragraph:
    text = (
        f"现将{material.unit_name}{material.year}年实施《{material.plan_title}》的情况报告如下。"
        f"各项数值由已确认的记录计算，截至{write_day(material.cutoff)}。"
    )
    return Paragraph((text,))


def _overview(material: Material) -> Iterator[Block]:
    figures = list(material.figures)
    states: Counter[str] = Counter(figure.state for figure in figures)
    counted = "，".join(f"{word} {states[state]} 项" for state, word in STATE_WORDS.items() if states[state])
    yield Paragraph((f"规划所列 {len(figures)} 项指标中，{counted}。各项指标见表1。",))
    rows = tuple(
        (
            figure.name,
            Cite(figure, "valued"),
            Cite(figure, "target"),
            Cite(figure, "due"),
            Cite(figure, "state"),
        )
        for figure in figures
    )
    yield Table("指标总表", ("指标", "现值", "目标", "期限", "状态"), rows, (19, 14, 14, 21, 11))


def _tasks(material: Material) -> Iterator[Section]:
    for task in material.tasks:
        told = [figure for figure in task.figures if not _silent(figure)]
        blocks: list[Block] = [Paragraph(tuple(sentence(figure))) for figure in told]
        silent = [figure.name for figure in task.figures if _silent(figure)]
        if silent:
            opening = "暂无记录的还有" if told else "暂无记录"
            blocks.append(Paragraph((f"{opening}：{'、'.join(silent)}。",)))
        if not blocks:
            blocks = [Paragraph(("这一条没有可计算的指标。",))]
        chart = next(filter(None, (_by_year(material, figure) for figure in task.figures)), None)
        yield Section(task.title, (*blocks, chart) if chart else tuple(blocks))


def _silent(figure: Figure) -> bool:
    """Neither records nor a target: named together, its line in the overview says the rest."""
    return figure.state == "no_records" and figure.target is None


def _format(figure: Figure) -> str:
    return {"rate": PERCENT, "density": _DENSITY}.get(figure.measure, _NUMBER)


def _by_year(material: Material, figure: Figure) -> Chart | None:
    """Value against target by year, where more than one year has a value."""
    years = material.history.get(figure.code, ())
    if figure.measure == "milestone" or sum(value.value is not None for _, value in years) < 2:
        return None
    series = [Series("实际", tuple(Cite(value, "chart") for _, value in years))]
    if any(value.target is not None for _, value in years):
        targets = tuple(
            Cite(value, "chart-target") if value.target is not None else None for _, value in years
        )
        series.append(Series("目标", targets, line=True))
    unit = "" if figure.measure == "rate" else f"（{_unit(figure)}）"
    title = f"{figure.name}逐年情况{unit}"
    names = tuple(f"{year}年" for year, _ in years)
    return Chart(title, "columns", names, tuple(series), _format(figure), f"{title}：柱为实际，虚线为目标。")


def _unit(figure: Figure) -> str:
    return figure.unit_of_measure if figure.children is None else "达到的单位数"
