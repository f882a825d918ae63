"""The policy as SQL text, for statements over whole sets (import, export): the same condition, not a second one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, QuerySet

from suzhi.engines.access.actors import Actor, Holding
from suzhi.engines.access.roles import roles_with
from suzhi.engines.access.scopes import scope

# a SELECT of one column of ids and its parameters, to be put after IN or EXISTS
Embedded = tuple[str, tuple[Any, ...]]


def scope_sql(actor: Actor, permission: str, model: type[Model], shown: bool = True) -> Embedded:
    """Primary keys of the rows that ``scope`` gives, as a subquery.

    Not ``shown``: of these only the rows that belong to the units, without those that are shown to a partner.
    """
    rows = scope(actor, permission, model._base_manager.all(), shown=shown)
    return _embedded(rows.values("pk"))


def units_sql(actor: Actor, permission: str) -> Embedded:
    """Ids of the units where the actor may make a row that does not stand yet, as a subquery."""
    return _embedded(actor.units(permission))


def stand_in(permission: str, unit_id: int) -> Actor:
    """Somebody who holds just this permission's role on just this unit: what they see is what lies below it."""
    return Actor(None, "", grants=(Holding(min(roles_with(permission)), unit_id),))


def _embedded(ids: QuerySet) -> Embedded:
    try:
        sql, params = ids.order_by().query.sql_with_params()
    except EmptyResultSet:  # nothing is in reach, and Django then has no SQL to say it with
        return "SELECT NULL::bigint WHERE FALSE", ()
    return sql, tuple(params)
