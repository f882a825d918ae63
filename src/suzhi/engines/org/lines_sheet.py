"""上级编码 of the sheet 单位: the reporting line beside the unit."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from suzhi.engines.exchange.api import (
    Companion,
    Context,
    Sheet,
    insert_traced,
    note,
    scope_table,
    scoped_permissions,
    trace_before,
)
from suzhi.engines.org.closure import DEEPEST, rebuild_closure

_CURRENT = "org_line.valid_to = DATE '9999-12-31'"


class ReportingLines(Companion):
    """A new unit gets a line to its parent; another parent on an existing unit corrects its present line."""

    def joins(self, context: Context) -> str:
        return (
            f" LEFT JOIN (SELECT id, unit_id, parent_id FROM org_line WHERE {_CURRENT}) l ON l.unit_id = t.id"
        )

    def selects(self, context: Context) -> str:
        return ", l.id AS line_id, l.parent_id AS line_parent_id"

    def settle(self, context: Context) -> None:
        context.run(
            "UPDATE plan_units SET _act = 'change' WHERE _act = 'same'"
            " AND parent_id IS DISTINCT FROM line_parent_id AND (parent IS NULL OR parent_id IS NOT NULL)"
        )
        sheet = context.registry.get("单位")
        assert sheet is not None
        _refuse_orphans(context, sheet)
        _refuse_circles(context, sheet)
        _widen_scope(context, sheet)

    def write(self, context: Context) -> None:
        trace_before(
            context,
            "org_line",
            f"SELECT org_line.* FROM org_line JOIN plan_units p ON p.line_id = org_line.id WHERE {_MOVED}",
            ["parent_id"],
        )
        context.run(
            "UPDATE org_line SET parent_id = p.parent_id FROM plan_units p"
            f" WHERE p.line_id = org_line.id AND {_MOVED}"
        )
        insert_traced(
            context,
            "org_line",
            "INSERT INTO org_line (unit_id, parent_id, reason) SELECT _id, parent_id, '' FROM plan_units p"
            " WHERE p.line_id IS NULL AND NOT p._bad ORDER BY _id",
        )

    def finish(self, context: Context) -> None:
        rebuild_closure()

    def undone(self, context: Context, relations: Mapping[str, int]) -> None:
        if relations.keys() & {"org_unit", "org_line"}:
            rebuild_closure()

    def exports(self) -> tuple[str, dict[str, str]]:
        joins = (
            f" LEFT JOIN org_line ON org_line.unit_id = t.id AND {_CURRENT}"
            " LEFT JOIN org_unit up ON up.id = org_line.parent_id"
        )
        return joins, {"parent": "up.code"}


_MOVED = "p._act = 'change' AND NOT p._bad AND p.parent_id IS DISTINCT FROM p.line_parent_id"


def _refuse_orphans(context: Context, sheet: Sheet) -> None:
    """Only one unit may have no parent: the one that has none already, else the only one of the workbook."""
    top = "p.parent IS NULL AND NOT p._bad"
    known = context.rows(f"SELECT unit_id FROM org_line WHERE parent_id IS NULL AND {_CURRENT}")
    if known:
        # A unit that already stands at the top may stay there.
        where = f"{top} AND NOT (p.line_id IS NOT NULL AND p.line_parent_id IS NULL)"
    else:
        cities = context.rows(
            "SELECT count(*) FILTER (WHERE type = 'city'), count(*) FROM plan_units p WHERE " + top
        )
        city_count, count = cities[0]
        where = (
            "false" if count == 1 else f"{top} AND type IS DISTINCT FROM 'city'" if city_count == 1 else top
        )
    note(
        context, sheet, "上级编码", where, _("没有填写上级单位"), _("上级单位的编码；只有最上级单位可以空着")
    )


def _refuse_circles(context: Context, sheet: Sheet) -> None:
    """Follow the parents as they will be; units that never reach the top, or too late, are refused."""
    parents = dict(context.rows(f"SELECT unit_id, parent_id FROM org_line WHERE {_CURRENT}"))
    planned = context.rows(
        "SELECT _id, parent_id, code FROM plan_units WHERE parent IS NULL OR parent_id IS NOT NULL"
    )
    parents.update({unit: parent for unit, parent, _code in planned})
    codes = {unit: code for unit, _parent, code in planned}
    circle = [unit for unit in codes if _goes_round(unit, parents)]
    deep = [unit for unit in codes if unit not in set(circle) and _depth(unit, parents) >= DEEPEST]
    for units, problem in ((circle, _("上级关系成环")), (deep, _("上级关系超过十二级"))):
        if units:
            ids = ", ".join(str(unit) for unit in units)
            note(
                context,
                sheet,
                "上级编码",
                f"p._id IN ({ids})",
                problem,
                _("最终归到最上级单位的上级编码"),
                "p.parent",
            )


def _goes_round(unit: int, parents: Mapping[int, int | None]) -> bool:
    """Whether the way up comes back to where it has been."""
    seen = set()
    at: int | None = unit
    while at is not None:
        if at in seen:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def _depth(unit: int, parents: Mapping[int, int | None]) -> int:
    steps, at = 0, parents.get(unit)
    while at is not None and steps <= DEEPEST:
        steps, at = steps + 1, parents.get(at)
    return steps


def _widen_scope(context: Context, sheet: Sheet) -> None:
    """New units below the actor's own are the actor's too; a unit may not be hung under somebody else's."""
    for permission in scoped_permissions(context):
        table = scope_table(permission)
        while context.run(
            f"INSERT INTO {table} SELECT p._id FROM plan_units p JOIN {table} c ON c.id = p.parent_id"
            " WHERE p._old IS NULL AND NOT p._bad ON CONFLICT DO NOTHING"
        ):
            pass
    if context.actor is not None:
        own = scope_table("units.manage")
        where = (
            "p._old IS NOT NULL AND p.parent_id IS DISTINCT FROM p.line_parent_id AND p.parent_id IS NOT NULL"
            f" AND NOT EXISTS (SELECT 1 FROM {own} c WHERE c.id = p.parent_id)"
        )
        note(
            context,
            sheet,
            "上级编码",
            where,
            _("新的上级不在您的管理范围内"),
            _("本单位或下级单位的编码"),
            "p.parent",
        )
