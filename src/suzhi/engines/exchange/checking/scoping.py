"""The limits of the actor: rows of units outside the actor's subtree are refused."""

from __future__ import annotations

from django.utils.translation import gettext as _

from suzhi.engines.exchange.checking.refusing import note
from suzhi.engines.exchange.sheets.declare import Sheet
from suzhi.engines.exchange.sheets.targets import Context, Target


def refuse_foreign(context: Context, sheet: Sheet, target: Target) -> None:
    """Rows of units outside the actor's subtree, by where they are now as well as by where they would go."""
    if context.scopes is None:
        return
    table = scope_table(target.permission)
    joins, units = "", [f"p.{target.unit}", "p._was_unit_id"]
    if target.unit_of:
        name, field, through = target.unit_of
        joins, units = context.known(name, f"p.{field}", "o"), [context.value(name, "o", through, through)]
    outside = " OR ".join(
        f"({unit} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} c WHERE c.id = {unit}))" for unit in units
    )
    note(
        context,
        sheet,
        "",
        outside,
        _("这一行所属的单位不在您的管理范围内"),
        _("只导入本单位和下级单位的记录"),
        joins=joins,
    )


def scope_table(permission: str) -> str:
    """The table of the units on which the actor holds the permission."""
    return "scope_" + permission.replace(".", "_")


def limit_scope(context: Context) -> None:
    """The units that the actor may write, by permission; the new units of the workbook will join them."""
    for permission, roots in (context.scopes or {}).items():
        table = scope_table(permission)
        context.run(f"CREATE TEMP TABLE {table} (id bigint PRIMARY KEY) ON COMMIT DROP")
        context.run(
            f"INSERT INTO {table} SELECT DISTINCT unit_id FROM org_closure"
            " WHERE ancestor_id = ANY(%s) AND %s BETWEEN valid_from AND valid_to",
            [sorted(roots), context.today],
        )
