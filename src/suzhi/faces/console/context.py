"""What the page shell needs on every page: menu, plan, unit switcher, account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from suzhi.domains.plans.api import plan_heading
from suzhi.engines.access.api import Actor, actor_of, address, role
from suzhi.faces.console.menu import menu
from suzhi.faces.console.units import switcher
from suzhi.ui.api import Link, Shell


def shell(request: HttpRequest) -> dict[str, Any]:
    """Names for the header. Lazy: a partial page that draws no header asks nothing."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request: HttpRequest) -> Shell:
    actor = actor_of(request)
    if actor.account is None:
        return Shell()
    place = getattr(request, "_suzhi_place", None)
    plan_title, plan_href = _plan(actor, place)
    unit_name, units = switcher(request, actor, place)
    return Shell(
        plan_title=plan_title,
        plan_href=plan_href,
        unit_name=unit_name,
        units=units,
        units_href=f"{reverse('switch')}?to={place.path}" if place and unit_name else reverse("switch"),
        search_href=_search(actor),
        menu=menu(actor, request.path),
        account_name=actor.name,
        account_role=_("、").join(dict.fromkeys(role(holding.role).label for holding in actor.grants)),
        account_menu=_account_menu(),
        sign_out_href=address("account_logout"),
    )


def _plan(actor: Actor, place: Any) -> tuple[str, str]:
    """The plan of the page; on pages outside of it the newest one in reach, as the way back to it."""
    if place:
        return place.plan.title, place.living()
    known = plan_heading(actor)
    return (known[1], reverse("plans:plan", args=[known[0]])) if known else ("", "/")


def _search(actor: Actor) -> str:
    return address("search:search") if actor.has("records.view") or actor.has("units.view") else ""


def _account_menu() -> list[Link]:
    known = (
        (_("修改密码"), address("account_change_password")),
        (_("两步验证"), address("mfa_index")),
        (_("本人账号"), address("accounts:own")),
    )
    return [Link(label=label, href=href) for label, href in known if href]
