"""The limits of the actor: what the policy does not let the actor write is refused."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from suzhi.engines.access.api import scope_sql, units_sql
from suzhi.engines.exchange.checking.refusing import note
from suzhi.engines.exchange.sheets.declare import Sheet
from suzhi.engines.exchange.sheets.targets import Context, Target

RUN = "import.run"


def refuse_foreign(context: Context, sheet: Sheet, target: Target) -> None:
    """A record that is there must be in the policy's scope; where a row goes, the actor must hold the permission."""
    if context.actor is None:
        return
    joins, unit = "", f"p.{target.unit}"
    if target.unit_of:
        name, field, through = target.unit_of
        joins, unit = context.known(name, f"p.{field}", "o"), context.value(name, "o", through, through)
    outside = (
        f"(p._old IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {_rows_in_reach(context, sheet, target)} c"
        f" WHERE c.id = p._old)) OR ({unit} IS NOT NULL AND NOT EXISTS"
        f" (SELECT 1 FROM {scope_table(target.permission)} c WHERE c.id = {unit}))"
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


def _rows_in_reach(context: Context, sheet: Sheet, target: Target) -> str:
    """A table of those records of the plan that the policy lets the actor write."""
    assert context.actor is not None
    table, model = f"scope_rows_{sheet.code}", model_of(target.table)
    given = [scope_sql(context.actor, permission, model) for permission in (target.permission, RUN)]
    held = " AND ".join(f"t.id IN ({sql})" for sql, _params in given)
    context.run(
        f"CREATE TEMP TABLE {table} ON COMMIT DROP AS SELECT t.id FROM {target.table} t"
        f" JOIN plan_{sheet.code} p ON p._old = t.id WHERE {held}",
        [param for _sql, params in given for param in params],
    )
    return table


def model_of(table: str) -> type[Model]:
    """The model whose rows are kept there; its policy says whose they are."""
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def scope_table(permission: str) -> str:
    """The table of the units on which the actor holds the permission."""
    return "scope_" + permission.replace(".", "_")


def scoped_permissions(context: Context) -> list[str]:
    """The permissions that have such a table; none where nothing limits the import."""
    found = {sheet.target.permission for sheet in context.registry.all() if sheet.target}
    return [] if context.actor is None else sorted(found)


def limit_scope(context: Context) -> None:
    """The units that the actor may write, by permission; the new units of the workbook will join them."""
    if context.actor is None:
        return
    run, run_params = units_sql(context.actor, RUN)
    for permission in scoped_permissions(context):
        table = scope_table(permission)
        units, params = units_sql(context.actor, permission)
        context.run(f"CREATE TEMP TABLE {table} (id bigint PRIMARY KEY) ON COMMIT DROP")
        context.run(f"INSERT INTO {table} ({units}) INTERSECT ({run})", [*params, *run_params])
