"""The report unit by unit: who stands where, and who lacks what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from suzhi.domains.reports.document.content import Block, Chart, Cite, Figure, Paragraph, Series, Table
from suzhi.domains.reports.document.figures import standing
from suzhi.domains.reports.document.material import Material
from suzhi.domains.reports.document.numerals import chinese_numeral
from suzhi.domains.reports.document.sentences import lags

# A4 upright holds the unit's name and so many figures in readable type.
COLUMNS_PER_TABLE = 5
PERCENT = '0.00"%"'


def by_unit(material: Material) -> Iterator[Block]:
    """The tables unit by unit, so many figures side by side as a page holds, then the charts."""
    codes = [figure.code for figure in material.figures if _known(material, figure.code)]
    heads = {figure.code: figure for figure in material.figures}
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
    return Chart(title, "bars", names, (Series("完成目标", points),), PERCENT, f"{title}，虚线处为目标。")


def shortfalls(material: Material) -> Iterator[Block]:
    """What lags or was missed, here and below, and what nobody recorded."""
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
    own = [(material.unit_name, figure) for figure in material.figures]
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
    names = [figure.name for figure in material.figures if figure.state == "no_records"]
    return (f"暂无记录的指标：{'、'.join(names)}。",) if names else ()
