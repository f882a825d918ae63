"""Tables of goals inside the plan: which column holds the figure, which the unit, which the year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from suzhi.domains.reading.frame import Frame
from suzhi.domains.reading.intake.source import Source, Table
from suzhi.domains.reading.model import Doubtful, Place, Target
from suzhi.domains.reading.numbers import decimal_text, read_number
from suzhi.domains.reading.paragraphs import Paragraph
from suzhi.domains.reading.targets.reasons import EXPLAIN
from suzhi.domains.reading.text import View
from suzhi.domains.reading.times import find_times

if TYPE_CHECKING:
    from suzhi.domains.reading.targets.find import Findings

_NAME = re.compile(r"指标(?!值)|名称|项目|内容|任务|事项|工作(?!要求|标准)")
_UNIT = re.compile(r"^(?:计量)?单位$")
_GOAL = re.compile(r"目标|指标值|计划数|任务数|(?:20\d\d)年|要求(?!单位)")
_POINTS = re.compile(r"分值|得分|权重|满分|标准分|基础分|[评计扣加赋记]分|自评|考评")
_SERIAL = re.compile(r"^(?:序号|编号|号)$")
_NOW = re.compile(r"现状|基期|基数|完成(?:值|数|情况)|实际|现有|实绩|基础值")
_FIGURE = re.compile(
    r"^(?P<sign>≥|>=|>|≤|<=|<|不少于|不低于|不超过|至少|达到)?(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?[万亿]?)"
    r"(?P<unit>%|[\u4e00-\u9fff(/)㎡]{1,6}?)?(?P<after>以上|以内|以下|左右)?$"
)


@dataclass(frozen=True)
class Columns:
    """What each column of a table holds; without columns of goals every cell is read as a sentence."""

    name: int
    unit: int | None
    common: str | None
    goals: tuple[tuple[int, str | None, str], ...]
    points: frozenset[int] = frozenset()
    now: frozenset[int] = frozenset()
    serial: frozenset[int] = frozenset()
    headed: bool = True


@dataclass(frozen=True)
class Cell:
    """A cell to be read as a sentence; one in a column of goals states goals without a verb."""

    span: tuple[int, int]
    name: str
    goal: bool
    due: str | None = None


class TableReader:
    """Reads rows one by one; cells that are no plain figure are left to the sentence rules."""

    def __init__(self, source: Source, frame: Frame) -> None:
        self.source, self.frame = source, frame
        self._columns: dict[int, Columns] = {}

    def read(self, paragraph: Paragraph, clause: str, findings: Findings) -> list[Cell]:
        """Takes the figures of the row; gives back the cells that hold sentences."""
        assert paragraph.row is not None
        table, at = paragraph.row
        key = id(table)
        if key not in self._columns:
            self._columns[key] = self._understand(table)
        columns = self._columns[key]
        if at == 0 and columns.headed:
            return []
        above = [self._cell(span) for span in table.rows[at - 1]] if at else []
        cells = [self._cell(span) for span in table.rows[at]]
        goals = {column: (due, grain) for column, due, grain in columns.goals}
        left: list[Cell] = []
        for i, (cell, span) in enumerate(zip(cells, table.rows[at], strict=True)):
            name = cells[columns.name] if columns.name < len(cells) else ""
            merged = i not in goals and i not in columns.points and above[i : i + 1] == [cell]
            if merged or i in columns.serial or i == columns.unit:
                continue
            if i in columns.points or i in columns.now:
                self._list(cell, span, clause, "score" if i in columns.points else "past", findings)
            elif i not in goals:
                left.append(Cell(span, "", goal=False))
            elif not self._goal(cells, columns, i, *goals[i], span, clause, findings):
                left.append(Cell(span, name, goal=True, due=goals[i][0]))
        return left

    def _list(self, cell: str, span: tuple[int, int], clause: str, reason: str, findings: Findings) -> None:
        if re.search(r"\d", cell):
            place = Place(*span, self.source.line_of(span[0]))
            findings.doubtful.append(Doubtful(clause, cell, None, reason, EXPLAIN[reason], place))

    def _cell(self, span: tuple[int, int]) -> str:
        return View(self.source.text, *span).text

    def _understand(self, table: Table) -> Columns:
        heads = [self._cell(span) for span in table.rows[0]]
        points = frozenset(i for i, head in enumerate(heads) if _POINTS.search(head))
        serial = frozenset(i for i, head in enumerate(heads) if _SERIAL.match(head))
        name = next((i for i, head in enumerate(heads) if _NAME.search(head) and i not in points), None)
        unit = next((i for i, head in enumerate(heads) if _UNIT.match(head)), None)
        common = next((found for head in heads if (found := _unit_in(head))), None)
        other = points | serial | {name, unit}
        goals = [self._goal_column(i, head) for i, head in enumerate(heads) if i not in other]
        kept = tuple(goal for goal in goals if goal and name is not None)
        now = frozenset(i for i, head in enumerate(heads) if _NOW.search(head) and i not in other)
        headed = name is not None or bool(points | serial | now)
        return Columns(name or 0, unit, common, kept, points, now, serial, headed)

    def _goal_column(self, i: int, head: str) -> tuple[int, str | None, str] | None:
        if re.match(r"(?:合计|总计|累计)(?:\(|$)", head):
            return i, str(self.frame.end) if self.frame.end else None, "plan"
        if not _GOAL.search(head) or _NOW.search(head):
            return None
        times = find_times(head, self.frame)
        if any(t.role in {"past", "base"} for t in times):
            return None
        if re.search(r"每年|年均|年度目标", head):
            return i, None, "year"
        due = next((t.due for t in times if t.due), None)
        if due and re.search(r"累计|合计", head):
            return i, due, "plan"
        return (i, due, "date") if due else (i, str(self.frame.end) if self.frame.end else None, "plan")

    def _goal(
        self,
        cells: list[str],
        columns: Columns,
        column: int,
        due: str | None,
        grain: str,
        span: tuple[int, int],
        clause: str,
        findings: Findings,
    ) -> bool:
        """True if the cell holds one plain figure, or none at all."""
        name = cells[columns.name]
        match = _FIGURE.match(cells[column])
        place = Place(*span, self.source.line_of(span[0]))
        quote = f"{name}{cells[column]}"
        value = read_number(match["n"]) if match else None
        if match is None or value is None:
            return not re.search(r"[\d一二两三四五六七八九十]|全", cells[column])
        unit = match["unit"] or (cells[columns.unit] if columns.unit is not None else None) or _unit_in(name)
        unit = unit or columns.common
        rate = unit in {"%", "百分比", "百分数"}
        if unit and unit[0] in "万亿" and len(unit) > 1:
            value, unit = value * (10**4 if unit[0] == "万" else 10**8), unit[1:]
        if re.search(r"年均|每年", name):
            grain, due = "year", None
        findings.targets.append(
            Target(
                clause=clause,
                quote=quote,
                value=decimal_text(value / Fraction(100) if rate else value),
                comparison="<="
                if (match["sign"] or "") in {"≤", "<=", "<", "不超过"} or match["after"] in {"以内", "以下"}
                else ">=",
                unit=unit,
                grain=grain,
                scope=None,
                due=due,
                commitment="hard",
                rate=rate,
                each=False,
                measure=name,
                due_from="table",
                rule=f"table/{grain}",
                doubt=None,
                place=place,
            )
        )
        return True


def _unit_in(name: str) -> str | None:
    match = re.search(r"\(([%\u4e00-\u9fff/]{1,6})\)$", name)
    return match.group(1) if match else None
