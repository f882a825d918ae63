"""Writing a plan: one statement per sheet and act, with what it takes to undo it."""

from __future__ import annotations

from suzhi.engines.exchange.checking.planning import target_of, value_sql
from suzhi.engines.exchange.checking.refusing import quoted
from suzhi.engines.exchange.sheets.columns import Column
from suzhi.engines.exchange.sheets.declare import Sheet
from suzhi.engines.exchange.sheets.targets import Context, Target
from suzhi.engines.workflow.api import entered_sql


def apply(context: Context, sheets: list[Sheet]) -> None:
    """Write every good row of every sheet, in order, then bring derived tables up to date."""
    for sheet in sheets:
        target = target_of(sheet)
        _change(context, sheet, target)
        _add(context, sheet, target)
        _settle_references(context)
        target.companion.write(context)
        _settle_references(context)
    for sheet in sheets:
        target_of(sheet).companion.finish(context)


def _settle_references(context: Context) -> None:
    """Check the foreign keys of what was just written.

    They would be checked at the commit anyway. Left waiting, each of the history triggers' subtransactions
    in a later update would walk through all of them: minutes for a few thousand changed rows.
    """
    context.run("SET CONSTRAINTS ALL IMMEDIATE")
    context.run("SET CONSTRAINTS ALL DEFERRED")


def _kept(sheet: Sheet, context: Context) -> list[Column]:
    """The brought columns that the record's own table keeps."""
    return [column for column in sheet.columns if column.stored and context.has(sheet, column.field)]


def _add(context: Context, sheet: Sheet, target: Target) -> None:
    """New records."""
    values = {"id": "p._id", "imported_id": str(context.import_id or "NULL"), **target.defaults}
    if target.stated:
        confirmed = context.state == "confirmed"
        values |= entered_sql(target.processes(), "p.kind", confirmed=confirmed)
        values["recorded_by_id"] = str(context.actor_id or "NULL")
    for column in sheet.columns:
        if column.stored and (context.has(sheet, column.field) or column.no_null):
            values.update(_new_values(column))
    where = "p._act = 'add' AND NOT p._bad"
    names = ", ".join(f'"{name}"' for name in values)
    added = context.run(
        f"INSERT INTO {target.table} ({names}) SELECT {', '.join(values.values())}"
        f" FROM plan_{sheet.code} p WHERE {where} ORDER BY p._id"
    )
    if added:
        trace_added(context, target.table, f"SELECT p._id FROM plan_{sheet.code} p WHERE {where}")


def _new_values(column: Column) -> dict[str, str]:
    if not column.personal:
        return {column.stored: value_sql(column, "p")}
    return {
        column.stored: f"COALESCE(p.{column.field}, '')",
        column.sealed: f"p.{column.field}_sealed",
        **{name: f"p.{name}" for name in column.personal.derived if not name.startswith("_")},
    }


def _change(context: Context, sheet: Sheet, target: Target) -> None:
    """Existing records; what they were is kept for undoing."""
    sets: dict[str, str] = {}
    for column in _kept(sheet, context):
        if column.key:
            continue
        if not column.personal:
            sets[column.stored] = value_sql(column, "p")
            continue
        # Sealing the same number again gives other bytes; the hash tells whether it is another number.
        same = f"COALESCE(p.{column.field}_kept, false) OR t.{column.stored} = COALESCE(p.{column.field}, '')"
        for name, value in _new_values(column).items():
            if name in column.personal.derived:
                value = f"COALESCE({value}, t.{name})"
            sets[name] = f"CASE WHEN {same} THEN t.{name} ELSE {value} END"
    where = "p._act = 'change' AND NOT p._bad"
    if not sets:
        return
    differs = " OR ".join(f"t.{name} IS DISTINCT FROM {value}" for name, value in sets.items())
    source = f"FROM plan_{sheet.code} p WHERE t.id = p._id AND {where} AND ({differs})"
    joined = f"{target.table} t JOIN plan_{sheet.code} p ON t.id = p._id"
    rows = f"SELECT t.* FROM {joined} WHERE {where} AND ({differs})"
    if trace_before(context, target.table, rows, list(sets)):
        assignments = ", ".join(f"{name} = {value}" for name, value in sets.items())
        context.run(f"UPDATE {target.table} t SET {assignments} {source}")


_RANGES = (
    "INSERT INTO exchange_added (import_ref_id, relation, first_id, last_id)"
    " SELECT {import_id}, {relation}, min(id), max(id) FROM ("
    "SELECT id, id - row_number() OVER (ORDER BY id) AS island FROM ({ids}) AS x(id)) y GROUP BY island"
)
_BEFORE = "INSERT INTO exchange_before (import_ref_id, relation, row_id, values, removed)"


def trace_added(context: Context, relation: str, ids: str) -> None:
    """Note which rows were added, as ranges: a million rows of one import are one range."""
    context.run(_RANGES.format(import_id=int(context.import_id or 0), relation=quoted(relation), ids=ids))


def insert_traced(context: Context, relation: str, insert: str) -> None:
    """Run an INSERT and note which rows it added."""
    ranges = _RANGES.format(
        import_id=int(context.import_id or 0), relation=quoted(relation), ids="SELECT id FROM fresh"
    )
    context.run(f"WITH fresh AS ({insert} RETURNING id) {ranges}")


def trace_before(context: Context, relation: str, rows: str, columns: list[str]) -> int:
    """Note the named columns of rows that are about to change, as they are now; returns how many rows."""
    pairs = ", ".join(f"{quoted(name)}, to_jsonb(b.{name})" for name in columns)
    return context.run(
        f"{_BEFORE} SELECT {int(context.import_id or 0)}, {quoted(relation)}, b.id,"
        f" jsonb_build_object({pairs}), false FROM ({rows}) b"
    )


def trace_removed(context: Context, relation: str, rows: str) -> int:
    """Note whole rows that are about to be deleted."""
    return context.run(
        f"{_BEFORE} SELECT {int(context.import_id or 0)}, {quoted(relation)}, b.id, to_jsonb(b), true"
        f" FROM ({rows}) b"
    )
