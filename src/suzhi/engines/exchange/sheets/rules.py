"""Rules that many sheets share."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from suzhi.engines.exchange.sheets.targets import Context, Rule


def planned(context: Context, sheet_name: str, column_field: str, db: str = "") -> str:
    """A field of the planned row as it will be: brought by the sheet, else as the record ``t`` has it."""
    sheet = context.registry.get(sheet_name)
    assert sheet is not None
    return f"p.{column_field}" if context.has(sheet, column_field) else f"t.{db or column_field}"


def ends_after(sheet_name: str, table: str, start: str, end: str, column: str) -> Rule:
    """The end may not come before the start, whichever of the two this workbook brings."""

    def condition(context: Context) -> tuple[str, str]:
        first, last = planned(context, sheet_name, start), planned(context, sheet_name, end)
        return f"LEFT JOIN {table} t ON t.id = p._old", f"{last} < {first}"

    return Rule(column, _("早于开始日期"), _("不早于开始日期的日期"), condition, f"p.{end}", needs=(end,))


def within(sheet_name: str, table: str, part: str, whole: str, column: str) -> Rule:
    """A part may not exceed its whole."""

    def condition(context: Context) -> tuple[str, str]:
        return (
            f"LEFT JOIN {table} t ON t.id = p._old",
            f"{planned(context, sheet_name, part)} > {planned(context, sheet_name, whole)}",
        )

    return Rule(column, _("大于职工数"), _("不大于职工数的人数"), condition, f"p.{part}", needs=(part,))


def overlaps(sheet_name: str, table: str, same: tuple[str, ...], column: str) -> Rule:
    """Two spans of the same thing may not overlap, in the workbook or with a record it does not bring."""

    def condition(context: Context) -> tuple[str, str]:
        sheet = context.registry.get(sheet_name)
        assert sheet is not None
        end = "p.valid_to" if context.has(sheet, "valid_to") else "t.valid_to"
        other = "q.valid_to" if context.has(sheet, "valid_to") else "NULL::date"
        forever = f"DATE '{date.max.isoformat()}'"
        rows = " AND ".join(f"q.{name} = p.{name}" for name in same)
        return (
            f"LEFT JOIN {table} t ON t.id = p._old",
            f"EXISTS (SELECT 1 FROM plan_{sheet.code} q WHERE {rows} AND q._row <> p._row"
            f" AND q.valid_from < p.valid_from AND COALESCE({other}, {forever}) >= p.valid_from)"
            f" OR EXISTS (SELECT 1 FROM {table} q WHERE {rows} AND q.id <> p._id"
            f" AND NOT EXISTS (SELECT 1 FROM plan_{sheet.code} z WHERE z._old = q.id)"
            f" AND q.valid_from <= COALESCE({end}, {forever})"
            f" AND COALESCE(q.valid_to, {forever}) >= p.valid_from)",
        )

    return Rule(
        column, _("与另一段时间重叠"), _("先写明上一段的止日，两段时间不重叠"), condition, "p.valid_from"
    )
