"""The check and the filter. ``can`` is "the row is in the scope", so the two cannot drift apart.

Whether the state of a record lets it be changed is the workflow's to say, not the policy's.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from suzhi.engines.access.actors import Actor
from suzhi.engines.access.policy import policy_of
from suzhi.engines.access.roles import permission as known_permission
from suzhi.kernel.errors import Denied, Refusal


def scope(actor: Actor, permission: str, rows: QuerySet, *, shown: bool = True) -> QuerySet:
    """The rows of the queryset on which the actor holds the permission; not ``shown``: without a partner's view."""
    condition = policy_of(rows.model).condition(actor, permission, shown)
    return rows if condition is None else rows.filter(condition)


def named(actor: Actor, rows: QuerySet) -> QuerySet:
    """Those of the rows whose person the actor may know by name; where rows name nobody, those that he may see."""
    policy = policy_of(rows.model)
    return scope(actor, policy.names or policy.view, rows)


def fetch(actor: Actor, permission: str, rows: QuerySet, **lookup: Any) -> Any:
    """The one row in scope that the lookup names; Denied when there is none, whether it exists or not."""
    row = scope(actor, permission, rows).filter(**lookup).first()
    if row is None:
        raise denial(permission, subject=rows.model._meta.label_lower, **lookup)
    return row


def allow(actor: Actor, permission: str, subject: Model | int | None = None) -> None:
    """Raise when the actor may not do this to the row, the unit (or its id), or, with None, anywhere."""
    refusal = refusal_for(actor, permission, subject)
    if refusal is not None:
        raise refusal


def can(actor: Actor, permission: str, subject: Model | int | None = None) -> bool:
    """Whether ``allow`` would pass."""
    return refusal_for(actor, permission, subject) is None


def refusal_for(actor: Actor, permission: str, subject: Model | int | None = None) -> Refusal | None:
    """Why not, or None when nothing stands against it."""
    known = known_permission(permission)
    if not actor.has(permission):
        return denial(permission, _("当前角色没有“%(name)s”的权限。") % {"name": known.label})
    if subject is None or (actor.system and isinstance(subject, int)):
        return None
    if isinstance(subject, int):
        inside = actor.covers(permission, subject)
        return None if inside else denial(permission, unit=subject)
    if not _in_reach(actor, permission, subject):
        return denial(permission, subject=subject._meta.label_lower, pk=subject.pk)
    return None


def denial(permission: str, message: str = "", **about: Any) -> Denied:
    """A Denied that carries what it was about, for the audit."""
    denied = Denied("access.denied", message or _("不在管理范围内，或不存在。"))
    denied.about = {"permission": permission} | {key: str(value) for key, value in about.items()}  # type: ignore[attr-defined]
    return denied


def _in_reach(actor: Actor, permission: str, subject: Model) -> bool:
    if actor.system:
        return True
    if subject._meta.label == "org.Unit":
        return actor.covers(permission, subject.pk)
    if subject.pk is None or subject._state.adding:
        return actor.covers(permission, getattr(subject, "unit_id", None))
    return scope(actor, permission, type(subject)._base_manager.filter(pk=subject.pk)).exists()
