"""Puts an annual report together from figures: which sentence, which table, which chart.

The order is the reader's: where the whole stands, then clause by clause, then unit by unit, then
what is missing. Nothing is praised and nothing hidden: a figure without records says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from suzhi.domains.reports.document.content import (
    STATE_WORDS,
    AnnualReport,
    Block,
    Chart,
    Cite,
    Definition,
    Figure,
    Paragraph,
    Section,
    Series,
    Setting,
    Table,
)
from suzhi.domains.reports.document.figures import standing
from suzhi.domains.reports.document.numerals import chinese_numeral
from suzhi.domains.reports.document.sentences import lags, sentence
from suzhi.kernel.dates import write_day

# A4 upright holds the unit's name and so many figures in readable type.
COLUMNS_PER_TABLE = 5
_PERCENT, _NUMBER, _DENSITY = '0.00"%"', "#,##0", "0.00"


@dataclass(frozen=True, slots=True)
class Task:
    """A top clause of the plan and the figures of the reporting unit that stand under it."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """A child unit and its own values, by indicator code."""

    unit_name: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Material:
    """All that the issuing service gathers. ``history``: the unit's values by indicator and year."""

    issuer: str
    unit_name: str
    plan_title: str
    year: int
    cutoff: date
    dated: date
    as_of: str
    tasks: tuple[Task, ...]
    units: tuple[UnitFigures, ...] = ()
    history: Mapping[str, tuple[tuple[int, Figure], ...]] = field(default_factory=dict)
    title: str = ""
    document_number: str = ""
    addressees: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    definitions: tuple[Definition, ...] = ()
    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None


def compose_annual(material: Material) -> AnnualReport:
    """The report of one unit and year."""
    sections = [
        Section("总体情况", tuple(_overview(material))),
        Section("目标任务完成情况", tuple(_tasks(material))),
    ]
    if material.units:
        sections.append(Section("各单位情况", tuple(_by_unit(material))))
    sections.append(Section("尚有差距的事项", tuple(_shortfalls(material))))
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
        sections=tuple(sections),
        settings=material.settings,
        definitions=material.definitions,
        copies_to=material.copies_to,
        printed_by=material.printed_by,
        printed_on=material.printed_on,
    )


def _figures(material: Material) -> Iterator[Figure]:
    for task in material.tasks:
        yield from task.figures


def _opening(material: Material) -> Paragraph:
    text = (
        f"现将{material.unit_name}{material.year}年实施《{material.plan_title}》的情况报告如下。"
        f"各项数值由已确认的记录计算，截至{write_day(material.cutoff)}。"
    )
    return Paragraph((text,))


def _overview(material: Material) -> Iterator[Block]:
    figures = list(_figures(material))
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
    return {"rate": _PERCENT, "density": _DENSITY}.get(figure.measure, _NUMBER)


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


def _by_unit(material: Material) -> Iterator[Block]:
    codes = [figure.code for figure in _figures(material) if _known(material, figure.code)]
    heads = {figure.code: figure for figure in _figures(material)}
    for start in range(0, len(codes), COLUMNS_PER_TABLE):
        chosen = [heads[code] for code in codes[start : start + COLUMNS_PER_TABLE]]
        part = (
            f"（{chinese_numeral(start // COLUMNS_PER_TABLE + 1)}）" if len(codes) > COLUMNS_PER_TABLE else ""
        )
        yield _unit_table(material, chosen, f"各单位指标完成情况{part}")
    for task in material.tasks:
        chart = next(filter(None, (_attainment(material, figure) for figure in task.figures)), None)
        if chart is not None:
            yield chart


def _known(material: Material, code: str) -> bool:
    return any(code in unit.figures for unit in material.units)


def _unit_table(material: Material, chosen: list[Figure], caption: str) -> Table:
    rows = []
    for unit in material.units:
        found = (unit.figures.get(figure.code) for figure in chosen)
        rows.append((unit.unit_name, *(Cite(value, "plain") if value else "—" for value in found)))
    header = ("单位", *(_head(figure) for figure in chosen))
    weights = (11, *(8 for _ in chosen))
    return Table(caption, header, tuple(rows), weights)


def _head(figure: Figure) -> str:
    return (
        figure.name
        if figure.measure in ("rate", "milestone")
        else f"{figure.name}（{figure.unit_of_measure}）"
    )


def _attainment(material: Material, figure: Figure) -> Chart | None:
    """Bars of attainment by unit: the dashed line at 100% is the target."""
    held = [
        (unit.unit_name, unit.figures[figure.code]) for unit in material.units if figure.code in unit.figures
    ]
    # A unit that nothing is asked of attains nothing; one that is asked and has no records stays, as a gap.
    held = [pair for pair in held if pair[1].measure != "milestone" and standing(pair[1])[1]]
    if sum(standing(figure)[0] is not None for _, figure in held) < 2:
        return None
    title = f"{figure.name}：各单位完成目标的比例"
    points = tuple(Cite(value, "chart-attainment") for _, value in held)
    names = tuple(name for name, _ in held)
    return Chart(title, "bars", names, (Series("完成目标", points),), _PERCENT, f"{title}，虚线处为目标。")


def _shortfalls(material: Material) -> Iterator[Block]:
    lines = list(_short(material))
    if not lines:
        yield Paragraph(("没有滞后或未达成的指标。", *_unrecorded(material)))
        return
    yield Paragraph((f"滞后和未达成的共 {len(lines)} 项次，差额见下表。", *_unrecorded(material)))
    rows = tuple(
        (
            name,
            figure.name,
            Cite(figure, "valued"),
            Cite(figure, "target"),
            Cite(figure, "gap"),
            Cite(figure, "state"),
        )
        for name, figure in lines
    )
    header = ("单位", "指标", "现值", "目标", "差额", "状态")
    yield Table("差距清单", header, rows, (8, 10, 7, 7, 8, 4))


def _short(material: Material) -> Iterable[tuple[str, Figure]]:
    """The reporting unit first, then its children, in the order of the plan."""
    own = [(material.unit_name, figure) for figure in _figures(material)]
    codes = [figure.code for _, figure in own]
    below = [
        (unit.unit_name, unit.figures[code])
        for code in codes
        for unit in material.units
        if code in unit.figures
    ]
    return [pair for pair in own + below if lags(pair[1])]


def _unrecorded(material: Material) -> tuple[str, ...]:
    """What nobody recorded is named, so that silence is not read as success."""
    names = [figure.name for figure in _figures(material) if figure.state == "no_records"]
    return (f"暂无记录的指标：{'、'.join(names)}。",) if names else ()
