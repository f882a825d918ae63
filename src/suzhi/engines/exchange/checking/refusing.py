"""Why a planned row is refused: doubles, references that lead nowhere, rules, states, the actor's limits."""

from __future__ import annotations

from django.utils.translation import gettext as _

from suzhi.engines.exchange.sheets.columns import Column, Kind
from suzhi.engines.exchange.sheets.declare import Sheet
from suzhi.engines.exchange.sheets.targets import Context, Rule, Target

_NOTE = (
    "INSERT INTO stage_problem SELECT {sheet}, p._row, {column}, {value}, {problem}, {expected}, {nearest}"
    " FROM plan_{code} p {joins} WHERE {where}"
)


def quoted(text: str) -> str:
    """A text as an SQL literal, for statements that carry no parameters."""
    return "'" + text.replace("'", "''") + "'"


def note(
    context: Context,
    sheet: Sheet,
    column: str,
    where: str,
    problem: str,
    expected: str = "",
    value: str = "''",
    nearest: str = "''",
    joins: str = "",
) -> int:
    """Refuse the planned rows that meet the condition; returns how many."""
    return context.run(
        _NOTE.format(
            code=sheet.code,
            sheet=quoted(sheet.name),
            column=quoted(column),
            value=f"COALESCE(({value})::text, '')",
            problem=quoted(problem),
            expected=quoted(expected),
            nearest=f"COALESCE(({nearest})::text, '')",
            joins=joins,
            where=where,
        )
    )


def refuse_doubles(context: Context, sheet: Sheet) -> None:
    """The same key twice: equal rows are refused but for the first, rows that disagree altogether."""
    if not context.rows(f"SELECT 1 FROM plan_{sheet.code} WHERE _nth > 1 LIMIT 1"):
        return
    keys = [column.field for column in sheet.keys]
    content = ", ".join(f"p.{column.field}" for column in sheet.columns)
    filled = " AND ".join(f"p.{key} IS NOT NULL" for key in keys)
    names = _("、").join(column.name for column in sheet.keys)
    context.run(
        f"CREATE TEMP TABLE twice_{sheet.code} ON COMMIT DROP AS"
        f" SELECT {', '.join(f'p.{key}' for key in keys)},"
        f" min(p._row) AS first, max(p._row) AS last, count(DISTINCT ROW({content})::text) > 1 AS disagree"
        f" FROM plan_{sheet.code} p WHERE {filled} GROUP BY {', '.join(f'p.{key}' for key in keys)}"
        " HAVING count(*) > 1"
    )
    joins = f"JOIN twice_{sheet.code} x ON " + " AND ".join(f"x.{key} = p.{key}" for key in keys)
    shown = " || ' / ' || ".join(f"p.{key}::text" for key in keys)
    note(
        context,
        sheet,
        names,
        "p._row > x.first AND NOT x.disagree",
        _("与前面的行重复"),
        _("每条记录只出现一次；删去多余的行"),
        shown,
        joins=joins,
    )
    note(
        context,
        sheet,
        names,
        "x.disagree",
        _("同一编码有几行，内容不一样"),
        _("只留下正确的一行"),
        shown,
        joins=joins,
    )


def missing_words(other: str) -> str:
    """What is said of a key that leads nowhere."""
    return _("“%s”表和系统里都没有这个编码") % other


def refuse_unresolved(context: Context, sheet: Sheet, column: Column) -> None:
    """Keys that lead nowhere, or to a refused row."""
    field, other = column.field, column.references
    missing, expected = missing_words(other), _("已有的%s编码，或先在“%s”表中加上") % (other, other)
    if column.kind is Kind.REFERENCES:
        note(
            context,
            sheet,
            column.name,
            f"p.{field}_missing IS NOT NULL",
            missing,
            expected,
            f"p.{field}_missing",
        )
        return
    where = f"p.{field} IS NOT NULL AND p.{field}_id IS NULL"
    note(context, sheet, column.name, where, missing, expected, f"p.{field}")
    note(
        context,
        sheet,
        column.name,
        f"p.{field}_bad",
        _("所引用的行被退回，请先改正那一行"),
        value=f"p.{field}",
    )


def apply_rule(context: Context, sheet: Sheet, rule: Rule) -> None:
    """Refuse by a rule; warnings are collected later."""
    if rule.warning or not all(context.has(sheet, needed) for needed in rule.needs):
        return
    joins, where = rule.parts(context)
    note(
        context,
        sheet,
        rule.column,
        where,
        str(rule.problem),
        str(rule.expected),
        rule.value,
        rule.nearest,
        joins,
    )


def refuse_locked(context: Context, sheet: Sheet, target: Target) -> None:
    """A record that was reviewed may not be changed behind the reviewer's back."""
    if not target.stated or not context.locked:
        return
    note(
        context,
        sheet,
        sheet.keys[0].name,
        f"p._act = 'change' AND {context.locked_sql('t')}",
        _("记录已经确认或审核，不能用导入改动"),
        _("请审核人先退回这条记录"),
        f"p.{sheet.keys[0].field}",
        joins=f"JOIN {target.table} t ON t.id = p._old",
    )


def mark_refused(context: Context, sheet: Sheet) -> None:
    """Every row with a problem is refused, and so is, in turn, every row of the sheet that hangs on it."""
    context.run(
        f"UPDATE plan_{sheet.code} p SET _bad = true FROM (SELECT DISTINCT row_number FROM stage_problem"
        f" WHERE sheet = %s) x WHERE p._row = x.row_number AND NOT p._bad",
        [sheet.name],
    )
    own = [column for column in sheet.columns if column.references == sheet.name]
    for column in own:
        while _refuse_hanging(context, sheet, column):
            pass


def _refuse_hanging(context: Context, sheet: Sheet, column: Column) -> int:
    """New rows that refer to a refused new row; returns how many there were this time."""
    found = context.rows(
        f"UPDATE plan_{sheet.code} p SET _bad = true FROM plan_{sheet.code} q"
        f" WHERE q._id = p.{column.field}_id"
        f" AND q._bad AND q._old IS NULL AND NOT p._bad RETURNING p._row, p.{column.field}::text"
    )
    for row, value in found:
        context.run(
            "INSERT INTO stage_problem VALUES (%s, %s, %s, %s, %s, %s, '')",
            [sheet.name, row, column.name, value, _("所引用的行被退回，请先改正那一行"), ""],
        )
    return len(found)
