"""Giving and ending roles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from suzhi.engines.access.acting import note, service
from suzhi.engines.access.actors import Actor
from suzhi.engines.access.models import Grant
from suzhi.engines.access.roles import exclusive_roles, role
from suzhi.engines.access.scopes import allow
from suzhi.kernel import clock
from suzhi.kernel.dates import FOREVER, day_after
from suzhi.kernel.errors import Refusal


@service("grants.give", "授予角色")
def grant_role(
    *,
    actor: Actor,
    account: Any,
    role_code: str,
    unit: Any,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Grant:
    """One role on one unit and everything below it, from a day (today) to a day (open)."""
    allow(actor, "grants.manage", unit)
    known = role(role_code)
    first = valid_from or clock.today()
    if valid_to is not None and valid_to < first:
        raise Refusal("access.dates", _("授权的截止日期早于起始日期。"), _("请改正日期。"))
    if account.pk == actor.account_id:
        raise Refusal("access.self_grant", _("不能给自己授权。"), _("请由另一位安全管理员办理。"))
    # The account's row is locked, so that two administrators at once cannot give two exclusive roles.
    type(account).objects.select_for_update().get(pk=account.pk)
    _check_exclusive(account, known.code, first, valid_to)
    if _overlapping(account, first, valid_to).filter(role=known.code, unit=unit).exists():
        raise Refusal(
            "access.granted", _("“%(name)s”在该单位已有“%(role)s”。") % {"name": account, "role": known.label}
        )
    note(account=account.pk, role=known.code, unit_id=unit.pk)
    return Grant.objects.create(
        account=account, role=known.code, unit=unit, valid_from=first, valid_to=valid_to
    )


@service("grants.end", "收回角色")
def end_grant(*, actor: Actor, grant: Grant, on: date | None = None) -> Grant:
    """The role no longer holds from that day (today). The grant stays in the books, dated."""
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    allow(actor, "grants.manage", grant)
    if grant.account_id == actor.account_id:
        raise Refusal("access.self_grant", _("不能收回自己的授权。"), _("请由另一位安全管理员办理。"))
    last = day_after(on or clock.today(), -1)
    note(account=grant.account_id, role=grant.role)
    if last < grant.valid_from:
        # Given and taken on one day: the history keeps the row.
        pk = grant.pk
        grant.delete()
        grant.pk = pk
        return grant
    grant.valid_to = last
    grant.save(update_fields=["valid_to"])
    return grant


def _check_exclusive(account: Any, role_code: str, first: date, last: date | None) -> None:
    if role_code not in exclusive_roles():
        return
    others = (
        _overlapping(account, first, last)
        .filter(role__in=exclusive_roles() - {role_code})
        .values_list("role", flat=True)
    )
    if others:
        held = _("、").join(role(code).label for code in others)
        raise Refusal(
            "access.exclusive",
            _("“%(name)s”已任%(held)s，不能再任%(role)s。")
            % {"name": account, "held": held, "role": role(role_code).label},
            _("系统、安全、审计三类管理员须由不同的人担任。"),
        )


def _overlapping(account: Any, first: date, last: date | None) -> Any:
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gte=first)
    return Grant.objects.filter(open_or_later, account=account, valid_from__lte=last or FOREVER)
