"""The pages of every family: the list, a record, its steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from suzhi.engines.access.api import Actor, actor_of, can, fetch, page, refusal_for
from suzhi.engines.records import services
from suzhi.engines.records.family import Family, Span
from suzhi.engines.records.listing.tables import listing_of
from suzhi.engines.records.machine import machine_view
from suzhi.engines.records.selectors import records, with_references
from suzhi.engines.records.showing.masks import shown
from suzhi.engines.records.showing.words import names_of, pairs_of
from suzhi.engines.search.api import Action, Bulk, list_page
from suzhi.engines.workflow.api import (
    actions_of,
    change_refused,
    panels_for,
    state_kind,
    step_many,
    timeline,
)
from suzhi.kernel.asked import parse_ids
from suzhi.kernel.errors import Refusal
from suzhi.ui.api import Link


@page("records.view", kept=True)
@require_GET
def index(request: HttpRequest, family: Family) -> HttpResponse:
    """Every record of the family in reach."""
    actor = actor_of(request)
    refusal, confirm = refusal_for(actor, "records.record"), refusal_for(actor, "records.confirm")
    new, act = reverse(f"{family.code}:new"), _("登记%(name)s") % {"name": family.name}
    button = Action(_("确认所选"), value="confirm", refused=confirm.message if confirm else "")
    text = _("登记%(one)s，或导入工作簿的“%(sheet)s”表。") if family.sheet else _("登记%(one)s。")
    return list_page(
        request,
        listing_of(family.code),
        actions=[Action(act, new, "primary", refusal.message if refusal else "")],
        bulk=Bulk(reverse(f"{family.code}:bulk"), [button], _("只确认草稿和已退回的记录。")),
        empty_title=_("还没有%(name)s") % {"name": family.title},
        empty_text=text % {"one": family.name, "sheet": family.sheet},
        empty_href="" if refusal else new,
        empty_action=act,
    )


@page("records.view", kept=True)
@require_GET
def record(request: HttpRequest, family: Family, pk: int) -> HttpResponse:
    """One record."""
    actor = actor_of(request)
    row = fetch(actor, "records.view", records(actor, family), pk=pk)
    process = family.process_of(row)
    state = process.state(row.state)
    title = shown(actor, row, family.titled)
    deletable = "open" in state.flags and can(actor, "records.record", row)
    return render(
        request,
        "records/record.html",
        {
            "row": row,
            "title": title,
            "lead": row.unit.name if family.has_unit else "",
            "breadcrumbs": [
                Link(label=str(family.title), href=reverse(f"{family.code}:list")),
                Link(label=title, href=request.path),
            ],
            "kicker": shown(actor, row, "kind") if family.kinds else str(family.name),
            "state": state,
            "state_kind": state_kind(state),
            "pairs": pairs_of(family, row, actor),
            "actions": actions_of(actor, process, row),
            "change_refused": change_refused(actor, process, row),
            "edit_href": reverse(f"{family.code}:edit", args=[pk]),
            "step_href": reverse(f"{family.code}:step", args=[pk]),
            "delete_href": reverse(f"{family.code}:delete", args=[pk]) if deletable else "",
            "close": _closing(actor, family, row),
            "events": timeline(row, names_of(family, actor, row), actor),
            "panels": panels_for(request, row),
        },
    )


def _closing(actor: Actor, family: Family, row: Any) -> Action | None:
    """The button that ends what is still in force."""
    if not isinstance(family.time, Span) or getattr(row, family.time.last):
        return None
    refusal = refusal_for(actor, "records.confirm", row)
    href = reverse(f"{family.code}:close", args=[row.pk])
    return Action(family.time.end, href, refused=refusal.message if refusal else "")


@page("records.view")
@require_GET
def machine(request: HttpRequest, family: Family, pk: int) -> JsonResponse:
    """The record as a machine reads it: the same rows and the same masks as the page."""
    actor = actor_of(request)
    row = fetch(actor, "records.view", records(actor, family), pk=pk)
    return JsonResponse(machine_view(family, row, actor), json_dumps_params={"ensure_ascii": False})


@page("records.view")
@require_POST
def step(request: HttpRequest, family: Family, pk: int) -> HttpResponse:
    """Confirm, return, review or verify one."""
    actor = actor_of(request)
    row = fetch(actor, "records.view", with_references(family), pk=pk)
    code, reason = request.POST.get("step", ""), request.POST.get("reason", "")
    try:
        services.step(actor=actor, family=family, row=row, step=code, reason=reason)
        messages.success(request, _("已办理。"))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{family.code}:record", pk=pk)


@page("records.confirm")
@require_POST
def bulk(request: HttpRequest, family: Family) -> HttpResponse:
    """The same step for every ticked row."""
    actor = actor_of(request)
    rows = records(actor, family).filter(pk__in=parse_ids(request.POST.getlist("row")))
    step_many(
        request,
        list(rows[:200]),
        lambda row, code: services.step(actor=actor, family=family, row=row, step=code),
    )
    return redirect(f"{family.code}:list")


@page("records.record")
@require_POST
def delete(request: HttpRequest, family: Family, pk: int) -> HttpResponse:
    """Throw a draft away."""
    actor = actor_of(request)
    row = fetch(actor, "records.record", with_references(family), pk=pk)
    title = shown(actor, row, family.titled)
    try:
        services.delete(actor=actor, family=family, row=row)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{family.code}:record", pk=pk)
    messages.success(request, _("已删除“%s”。") % title)
    return redirect(f"{family.code}:list")
