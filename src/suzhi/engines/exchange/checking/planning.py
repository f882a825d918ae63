"""Staged rows become a plan: references resolved, each row to add, to change, the same, or refused.

Everything is one statement per sheet over temporary tables, whatever the number of rows.
"""

from __future__ import annotations

from suzhi.engines.exchange.checking.refusing import (
    apply_rule,
    mark_refused,
    refuse_doubles,
    refuse_locked,
    refuse_unresolved,
)
from suzhi.engines.exchange.checking.scoping import refuse_foreign
from suzhi.engines.exchange.sheets.columns import Column, Kind
from suzhi.engines.exchange.sheets.declare import Sheet
from suzhi.engines.exchange.sheets.targets import Context, Target


def target_of(sheet: Sheet) -> Target:
    """The sheet's target; a sheet without one can be read but not planned."""
    if sheet.target is None:
        raise LookupError(f"sheet {sheet.name} has no target")
    return sheet.target


def plan(context: Context, sheet: Sheet) -> None:
    """Make ``plan_<code>`` from ``stage_<code>`` and refuse what must be refused."""
    target = target_of(sheet)
    target.companion.prepare(context)
    context.run(_plan_sql(context, sheet, target))
    context.run(f"CREATE INDEX ON plan_{sheet.code} (_id)")
    if target.key:
        context.run(f"CREATE INDEX ON plan_{sheet.code} ({sheet.keys[0].field})")
    context.run(f"ANALYZE plan_{sheet.code}")
    refuse_doubles(context, sheet)
    _resolve_own(context, sheet)
    for column in sheet.columns:
        if column.references:
            refuse_unresolved(context, sheet, column)
    target.companion.settle(context)
    for rule in target.rules:
        apply_rule(context, sheet, rule)
    refuse_locked(context, sheet, target)
    refuse_foreign(context, sheet, target)
    mark_refused(context, sheet)


def _plan_sql(context: Context, sheet: Sheet, target: Target) -> str:
    """Two levels: references and doubles within the workbook, then the record that is already there."""
    joins, selects = "", ""
    for place, column in enumerate(sheet.columns):
        if column.references:
            more_joins, more_selects = _reference(context, sheet, column, place)
            joins += more_joins
            selects += more_selects
    keys = ", ".join(f"s.{column.field}" for column in sheet.keys)
    match = " AND ".join(f"t.{column.stored} = r.{_value_field(column)}" for column in sheet.keys)
    differs = " OR ".join(_differences(context, sheet) + target.companion.differs(context)) or "false"
    return (
        f"CREATE TEMP TABLE plan_{sheet.code} ON COMMIT DROP AS SELECT r.*, t.id AS _old,"
        f" COALESCE(t.id, nextval(pg_get_serial_sequence('{target.table}', 'id'))) AS _id,"
        f" CASE WHEN t.id IS NULL THEN 'add' WHEN {differs} THEN 'change' ELSE 'same' END AS _act"
        f" {target.companion.selects(context)}"
        f" FROM (SELECT s.*, row_number() OVER (PARTITION BY {keys} ORDER BY s._row) AS _nth {selects}"
        f" FROM stage_{sheet.code} s {joins}) r LEFT JOIN {target.table} t ON {match}"
        f" {target.companion.joins(context)}"
    )


def _value_field(column: Column) -> str:
    """The planned field that holds what the database column holds."""
    return f"{column.field}_id" if column.references else column.field


def value_sql(column: Column, alias: str) -> str:
    """The planned value as the database keeps it."""
    value = f"{alias}.{_value_field(column)}"
    return f"COALESCE({value}, '')" if column.no_null and column.kind is not Kind.FLAG else value


def _differences(context: Context, sheet: Sheet) -> list[str]:
    """A condition for each column that was brought and is kept in the record's own table."""
    found = []
    for column in sheet.columns:
        if column.key or not column.stored or not context.has(sheet, column.field):
            continue
        if column.personal:
            hashed = f"t.{column.stored} IS DISTINCT FROM COALESCE(r.{column.field}, '')"
            found.append(f"(NOT COALESCE(r.{column.field}_kept, false) AND {hashed})")
        else:
            found.append(f"t.{column.stored} IS DISTINCT FROM {value_sql(column, 'r')}")
    return found


def _reference(context: Context, sheet: Sheet, column: Column, place: int) -> tuple[str, str]:
    """Joins and fields that turn the key in a cell into an id: of a row of the workbook, else of a record."""
    if column.references == sheet.name:
        return "", f", NULL::bigint AS {column.field}_id, false AS {column.field}_bad"
    other = context.registry.get(column.references)
    assert other is not None
    target, key = target_of(other), other.keys[0].field
    if column.kind is Kind.REFERENCES:
        return "", _reference_list(context, column, other, target, key)
    staged, record = f"w{place}", f"d{place}"
    joins = f" LEFT JOIN {target.table} {record} ON {record}.{target.key} = s.{column.field}"
    if not context.staged(other.name):
        return joins, f", {record}.id AS {column.field}_id, false AS {column.field}_bad"
    joins += (
        f" LEFT JOIN plan_{other.code} {staged} ON {staged}.{key} = s.{column.field} AND {staged}._nth = 1"
    )
    bad = f"COALESCE({staged}._bad, false) AND {record}.id IS NULL AS {column.field}_bad"
    return joins, f", COALESCE({staged}._id, {record}.id) AS {column.field}_id, {bad}"


def _reference_list(context: Context, column: Column, other: Sheet, target: Target, key: str) -> str:
    """Several keys in one cell: their ids in order, and the keys that lead nowhere."""
    source = f"unnest(s.{column.field}) AS u(code) LEFT JOIN {target.table} d ON d.{target.key} = u.code"
    found = "d.id"
    if context.staged(other.name):
        source += f" LEFT JOIN plan_{other.code} w ON w.{key} = u.code AND w._nth = 1 AND NOT w._bad"
        found = "COALESCE(w._id, d.id)"
    return (
        f", COALESCE((SELECT array_agg({found} ORDER BY {found}) FROM {source} WHERE {found} IS NOT NULL),"
        f" ARRAY[]::bigint[]) AS {column.field}_ids"
        f", (SELECT string_agg(u.code, '、') FROM {source} WHERE {found} IS NULL) AS {column.field}_missing"
    )


def _resolve_own(context: Context, sheet: Sheet) -> None:
    """References within the sheet itself, once every row of it has an id."""
    target, key = target_of(sheet), sheet.keys[0].field
    for column in sheet.columns:
        if column.references != sheet.name:
            continue
        context.run(
            f"UPDATE plan_{sheet.code} p SET {column.field}_id = COALESCE("
            f"(SELECT q._id FROM plan_{sheet.code} q WHERE q.{key} = p.{column.field} AND q._nth = 1),"
            f" (SELECT d.id FROM {target.table} d WHERE d.{target.key} = p.{column.field}))"
            f" WHERE p.{column.field} IS NOT NULL"
        )
