"""Taking back a whole import, while nothing that came later rests on it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import IntegrityError
from django.utils.translation import gettext as _

from suzhi.engines.exchange.checking.checks import silent
from suzhi.engines.exchange.sheets.targets import Context
from suzhi.kernel.errors import Refusal

Report = Callable[[str, int], None]


def undo(context: Context, import_id: int, report: Report = silent) -> dict[str, int]:
    """Delete what the import added, restore what it changed; returns rows per table. Refuses as a whole."""
    done: dict[str, int] = {}
    report(_("撤销"), 0)
    for (relation,) in context.rows(
        "SELECT relation FROM exchange_before WHERE import_ref_id = %s GROUP BY 1 ORDER BY max(id) DESC",
        [import_id],
    ):
        _refuse_touched(context, import_id, relation, "b.row_id = e.pgh_obj_id", "exchange_before")
        done[relation] = _restore(context, import_id, relation)
        report(_("撤销"), sum(done.values()))
    for (relation,) in context.rows(
        "SELECT relation FROM exchange_added WHERE import_ref_id = %s GROUP BY 1 ORDER BY max(id) DESC",
        [import_id],
    ):
        inside = "e.pgh_obj_id BETWEEN b.first_id AND b.last_id"
        _refuse_touched(context, import_id, relation, inside, "exchange_added")
        done[relation] = done.get(relation, 0) + context.run(
            f"DELETE FROM {relation} t USING exchange_added a WHERE a.import_ref_id = %s AND a.relation = %s"
            " AND t.id BETWEEN a.first_id AND a.last_id",
            [import_id, relation],
        )
        report(_("撤销"), sum(done.values()))
    for sheet in context.registry.all():
        if done and sheet.target:
            sheet.target.companion.undone(context, done)
    report(_("核对引用"), sum(done.values()))
    _check_nothing_depends(context)
    return done


def _refuse_touched(context: Context, import_id: int, relation: str, match: str, trace: str) -> None:
    """A row that somebody changed after the import is theirs now."""
    events = f"{relation}event"
    if not context.rows("SELECT to_regclass(%s) IS NOT NULL", [events])[0][0]:
        return
    touched = context.rows(
        f"SELECT count(DISTINCT e.pgh_obj_id) FROM {events} e JOIN {trace} b ON {match}"
        " JOIN exchange_import i ON i.id = b.import_ref_id"
        " WHERE b.import_ref_id = %s AND b.relation = %s AND e.pgh_created_at > i.confirmed_at",
        [import_id, relation],
    )[0][0]
    if touched:
        raise Refusal(
            "exchange.undo_touched",
            _("这次导入的记录中有 %d 条后来又改过，不能整体撤销。") % touched,
            _("请逐条更正，或先撤销后来的改动。"),
        )


def _restore(context: Context, import_id: int, relation: str) -> int:
    """The old values back into their columns, the removed rows back into the table."""
    restored = context.run(
        f"INSERT INTO {relation} SELECT old.* FROM exchange_before b,"
        f" jsonb_populate_record(NULL::{relation}, b.values) old"
        " WHERE b.import_ref_id = %s AND b.relation = %s AND b.removed",
        [import_id, relation],
    )
    names = [
        row[0]
        for row in context.rows(
            "SELECT DISTINCT jsonb_object_keys(values) FROM exchange_before"
            " WHERE import_ref_id = %s AND relation = %s AND NOT removed",
            [import_id, relation],
        )
    ]
    if not names:
        return restored
    sets = ", ".join(
        f'"{name}" = CASE WHEN b.values ? %s THEN old."{name}" ELSE t."{name}" END' for name in names
    )
    return restored + context.run(
        f"UPDATE {relation} t SET {sets} FROM exchange_before b,"
        f" jsonb_populate_record(NULL::{relation}, b.values) old"
        " WHERE b.import_ref_id = %s AND b.relation = %s AND t.id = b.row_id AND NOT b.removed",
        [*names, import_id, relation],
    )


def _check_nothing_depends(context: Context) -> None:
    """Ask the foreign keys now instead of at the end of the transaction."""
    try:
        context.run("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        raise Refusal(
            "exchange.undo_depends",
            _("后来的记录用到了这次导入的内容，不能整体撤销。"),
            _("请先删除或改正那些记录，再撤销这次导入。"),
        ) from error
