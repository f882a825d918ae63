"""A whole workbook against the database: read, plan, report. Runs inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from suzhi.engines.exchange.checking.guesses import fill_nearest
from suzhi.engines.exchange.checking.planning import plan, target_of
from suzhi.engines.exchange.checking.refusing import quoted
from suzhi.engines.exchange.checking.scoping import limit_scope
from suzhi.engines.exchange.files.container import LIMITS, FileRefused, refuse
from suzhi.engines.exchange.files.workbooks import SheetRows, open_workbook
from suzhi.engines.exchange.reading.headers import split_header
from suzhi.engines.exchange.reading.merged_cells import refuse_merged
from suzhi.engines.exchange.reading.problems import LISTED_PROBLEMS, Notice, Problem, Result, SheetCount
from suzhi.engines.exchange.reading.staging import count_rows, create_tables, stage
from suzhi.engines.exchange.sheets.declare import OWN_SHEETS, Sheet
from suzhi.engines.exchange.sheets.spelling import nearest
from suzhi.engines.exchange.sheets.targets import Context, Rule

Report = Callable[[str, int], None]
_WARNED_ROWS = 20
_NAMED_SHEETS = 8


def silent(_label: str, _done: int) -> None:
    """A report to nobody."""


@dataclass(slots=True)
class Check:
    """What was read, in the order in which it must be written."""

    result: Result
    sheets: list[Sheet] = field(default_factory=list)


def check_workbook(context: Context, path: Path, report: Report = silent) -> Check:
    """Stage and plan every sheet of the file; raises FileRefused for the file as a whole."""
    result = Result()
    create_tables(context)
    limit_scope(context)
    refused: dict[str, int] = {}
    _read(context, path, result, refused, report)
    planned = [sheet for sheet in context.registry.all() if context.staged(sheet.name)]
    for sheet in planned:
        report(_("核对 %s") % sheet.name, 0)
        plan(context, sheet)
        fill_nearest(context, sheet)
        _warn(context, sheet, result)
    _count(context, planned, refused, result)
    return Check(result, planned)


def _read(context: Context, path: Path, result: Result, refused: dict[str, int], report: Report) -> None:
    """Every visible, known sheet into its staging table."""
    room = LIMITS.rows
    with open_workbook(path) as workbook:
        result.ignored = list(workbook.hidden)
        for name in workbook.hidden:
            result.warnings.append(Notice(name, "", workbook.hidden_because))
        known = [rows for rows in workbook.sheets if _known(context, rows, result)]
        if not known:
            raise _nothing_known(context, [rows.name for rows in workbook.sheets])
        for rows in known:
            sheet = context.registry.get(rows.name)
            assert sheet is not None
            header, body = split_header(sheet, rows.rows())
            if header.problems:
                result.problems.extend(header.problems)
                refused[sheet.name] = count_rows(body, room)
                room -= refused[sheet.name]
            else:
                room -= stage(context, sheet, header, body, report, room)
                refuse_merged(context, sheet, header, rows.merged)
            result.warnings.extend(header.warnings)


def _nothing_known(context: Context, names: list[str]) -> FileRefused:
    """No sheet can be read: name what is there, each with the name that may have been meant."""
    there = []
    for name in names[:_NAMED_SHEETS]:
        near = nearest(name, context.registry.names())
        there.append(_("“%(name)s”（是否为“%(near)s”？）") % {"name": name, "near": near} if near else name)
    message = _("工作簿里没有认识的工作表。")
    if there:
        message = _("工作簿里没有认识的工作表，只有：%s。") % _("、").join(there)
    return refuse("no_sheet", message, _("工作表应叫：%s。") % _("、").join(context.registry.names()))


def _known(context: Context, rows: SheetRows, result: Result) -> bool:
    if context.registry.get(rows.name) is not None:
        return True
    if rows.name not in OWN_SHEETS:
        near = nearest(rows.name, context.registry.names())
        result.warnings.append(Notice(rows.name, "", _("没有这种工作表，已忽略"), near))
    return False


def _warn(context: Context, sheet: Sheet, result: Result) -> None:
    """What the sheet's warning rules find among the rows that are not refused."""
    for rule in (*target_of(sheet).rules, *_moved(sheet)):
        if rule.warning and all(context.has(sheet, needed) for needed in rule.needs):
            _collect(context, sheet, rule, result)


def _moved(sheet: Sheet) -> list[Rule]:
    """A record that changes its unit takes the figures of past years along: never without a word."""
    return [
        Rule(
            column.name,
            _("所属单位将被更正，已有各年的数值随之改变；只有登记错了单位才这样改"),
            where=lambda context: (
                f"JOIN {target_of(sheet).table} was ON was.id = p._old",
                "p._act = 'change' AND was.unit_id IS DISTINCT FROM p.unit_id",
            ),
            value=f"p.{column.field}",
            needs=(column.field,),
            warning=True,
        )
        for column in sheet.columns
        if column.references and column.stored == "unit_id" and not column.key
    ]


def _collect(context: Context, sheet: Sheet, rule: Rule, result: Result) -> None:
    joins, where = rule.parts(context)
    rows = context.rows(
        f"SELECT p._row, COALESCE(({rule.value})::text, ''), count(*) OVER ()"
        f" FROM plan_{sheet.code} p {joins}"
        f" WHERE NOT p._bad AND ({where}) ORDER BY p._row LIMIT {_WARNED_ROWS}"
    )
    for row, value, total in rows:
        text = f"{rule.problem}{_('（%s）') % value}" if value else str(rule.problem)
        if total > _WARNED_ROWS and row == rows[-1][0]:
            text += _("；这样的行共 %d 处") % total
        result.warnings.append(Notice(sheet.name, rule.column, text, row=row))


def _count(context: Context, planned: list[Sheet], refused: dict[str, int], result: Result) -> None:
    """Counts per sheet, and the problems in the order of the workbook."""
    for sheet in planned:
        count = SheetCount(sheet.name)
        for bad, act, rows in context.rows(
            f"SELECT _bad, _act, count(*) FROM plan_{sheet.code} GROUP BY 1, 2"
        ):
            name = "refused" if bad else act
            setattr(count, name, getattr(count, name) + rows)
        result.sheets.append(count)
    result.sheets.extend(SheetCount(name, refused=rows) for name, rows in refused.items())
    head = len(result.problems)
    result.problems.extend(listed_problems(context, LISTED_PROBLEMS))
    result.problem_count = head + context.rows("SELECT count(*) FROM stage_problem")[0][0]


def listed_problems(context: Context, limit: int | None) -> list[Problem]:
    """The problems found, by sheet and row."""
    order = " ".join(
        f"WHEN {quoted(name)} THEN {place}" for place, name in enumerate(context.registry.names())
    )
    tail = f" LIMIT {limit}" if limit else ""
    return [
        Problem(*row)
        for row in context.rows(
            "SELECT sheet, row_number, column_name, value, problem, expected, nearest FROM stage_problem"
            f" ORDER BY CASE sheet {order} END, row_number, column_name{tail}"
        )
    ]
