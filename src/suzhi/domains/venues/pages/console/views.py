"""Venues: the list, a record, its steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from suzhi.domains.venues import services
from suzhi.domains.venues.models import Venue
from suzhi.domains.venues.pages.console.listing import VENUES, kind_name, state_name
from suzhi.domains.venues.selectors import venues
from suzhi.engines.access.api import actor_of, can, fetch, page, refusal_for
from suzhi.engines.kinds.api import all_kinds, extra_pairs
from suzhi.engines.search.api import Action, Bulk, list_page
from suzhi.engines.workflow.api import (
    actions_of,
    change_refused,
    panels_for,
    state_kind,
    step_many,
    timeline,
    write,
)
from suzhi.kernel.asked import parse_ids
from suzhi.kernel.errors import Refusal
from suzhi.ui.api import Link, Pair, day, plain

NAMES: dict[str, tuple[Any, Any]] = {
    "state": (gettext_lazy("状态"), state_name),
    "return_reason": (gettext_lazy("退回理由"), write),
    "kind": (gettext_lazy("类别"), kind_name),
    "name": (gettext_lazy("名称"), write),
    "opened_on": (gettext_lazy("启用日期"), write),
    "closed_on": (gettext_lazy("停用日期"), write),
    "self_built": (gettext_lazy("自建"), write),
    "area": (gettext_lazy("面积"), write),
    "volumes": (gettext_lazy("册数"), write),
    "longitude": (gettext_lazy("经度"), write),
    "latitude": (gettext_lazy("纬度"), write),
}


@page("records.view", kept=True)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every venue in reach."""
    actor = actor_of(request)
    refusal, confirm = refusal_for(actor, "records.record"), refusal_for(actor, "records.confirm")
    new = reverse("venues:new")
    button = Action(_("确认所选"), value="confirm", refused=confirm.message if confirm else "")
    return list_page(
        request,
        VENUES,
        actions=[Action(_("登记阵地"), new, "primary", refusal.message if refusal else "")],
        bulk=Bulk(reverse("venues:bulk"), [button], _("只确认草稿和已退回的记录。")),
        empty_title=_("还没有阵地"),
        empty_text=_("登记一处阵地，或导入工作簿的“阵地”表。"),
        empty_href="" if refusal else new,
        empty_action=_("登记阵地"),
    )


@page("records.view", kept=True)
@require_GET
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One venue."""
    actor = actor_of(request)
    venue: Venue = fetch(actor, "records.view", venues(actor), pk=pk)
    process = services.process_of(venue)
    state = process.state(venue.state)
    deletable = "open" in state.flags and can(actor, "records.record", venue)
    closing = refusal_for(actor, "records.confirm", venue)
    return render(
        request,
        "venues/record.html",
        {
            "venue": venue,
            "breadcrumbs": [
                Link(label=_("阵地"), href=reverse("venues:list")),
                Link(label=venue.name, href=request.path),
            ],
            "kicker": kind_name(venue.kind),
            "state": state,
            "state_kind": state_kind(state),
            "pairs": _pairs(venue),
            "actions": actions_of(actor, process, venue),
            "change_refused": change_refused(actor, process, venue),
            "edit_href": reverse("venues:edit", args=[pk]),
            "step_href": reverse("venues:step", args=[pk]),
            "delete_href": reverse("venues:delete", args=[pk]) if deletable else "",
            "close": Action(
                _("停用"), reverse("venues:close", args=[pk]), refused=closing.message if closing else ""
            ),
            "events": timeline(venue, NAMES, actor),
            "panels": panels_for(request, venue),
        },
    )


def _pairs(venue: Venue) -> list[Pair]:
    pairs = [
        Pair(label=_("类别"), value=kind_name(venue.kind)),
        Pair(label=_("单位"), value=venue.unit.name, href=reverse("org:unit", args=[venue.unit_id])),
        Pair(label=_("启用日期"), value=day(venue.opened_on)),
        Pair(label=_("停用日期"), value=day(venue.closed_on) if venue.closed_on else _("在用")),
        Pair(label=_("编号"), value=venue.key),
    ]
    optional = (
        (_("自建"), write(venue.self_built) if venue.self_built is not None else ""),
        (_("面积"), _("%s 平方米") % plain(venue.area) if venue.area is not None else ""),
        (_("册数"), _("%s 册") % plain(venue.volumes) if venue.volumes is not None else ""),
        (_("位置"), f"{venue.longitude}, {venue.latitude}" if venue.longitude is not None else ""),
    )
    pairs += [Pair(label=label, value=value) for label, value in optional if value]
    kind = all_kinds().get(venue.kind)
    if kind:
        pairs += [Pair(label=label, value=value) for label, value in extra_pairs(kind, venue.extra)]
    return pairs


@page("records.view")
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, return, review or verify one."""
    actor = actor_of(request)
    venue = fetch(actor, "records.view", Venue.objects.all(), pk=pk)
    code, reason = request.POST.get("step", ""), request.POST.get("reason", "")
    try:
        services.step_venue(actor=actor, venue=venue, step=code, reason=reason)
        messages.success(request, _("已办理。"))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("venues:record", pk=pk)


@page("records.confirm")
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """The same step for every ticked row."""
    actor = actor_of(request)
    rows = venues(actor).filter(pk__in=parse_ids(request.POST.getlist("row")))
    step_many(
        request, list(rows[:200]), lambda row, code: services.step_venue(actor=actor, venue=row, step=code)
    )
    return redirect("venues:list")


@page("records.record")
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    actor = actor_of(request)
    venue = fetch(actor, "records.record", Venue.objects.all(), pk=pk)
    try:
        services.delete_venue(actor=actor, venue=venue)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("venues:record", pk=pk)
    messages.success(request, _("已删除“%s”。") % venue.name)
    return redirect("venues:list")
