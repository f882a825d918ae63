"""Entering, correcting and closing a venue."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from suzhi.domains.venues import services
from suzhi.domains.venues.models import Venue
from suzhi.domains.venues.pages.console.forms import CloseForm, VenueForm, initial_of
from suzhi.domains.venues.pages.console.views import NAMES
from suzhi.domains.venues.selectors import venues
from suzhi.engines.access.api import Actor, actor_of, fetch, page, refusal_for
from suzhi.engines.kinds.api import Kind, all_kinds, of_family
from suzhi.engines.org.api import only_unit
from suzhi.engines.search.api import Action
from suzhi.engines.workflow.api import Guard


def _kind_asked(request: HttpRequest, otherwise: str = "") -> Kind:
    code = request.POST.get("kind") or request.GET.get("kind") or otherwise
    kinds = of_family("venue")
    return next((kind for kind in kinds if kind.code == code), kinds[0])


@page("records.record")
def enter(request: HttpRequest) -> HttpResponse:
    """A new venue; saved as a draft, or confirmed at once by who may."""
    actor, kind = actor_of(request), _kind_asked(request)
    if request.method != "POST":
        initial = {"kind": kind.code, "unit": only_unit(actor, "records.record", request.GET.get("unit", ""))}
        return _form_page(request, actor, VenueForm(actor=actor, venue_kind=kind, initial=initial))
    if "again" in request.GET:
        return _form_page(
            request, actor, VenueForm(actor=actor, venue_kind=kind, initial=request.POST.dict())
        )
    form = VenueForm(request.POST, actor=actor, venue_kind=kind)
    if form.is_valid():
        venue = form.carry_out(lambda: _record(request, actor, form))
        if venue is not None:
            return redirect("venues:record", pk=venue.pk)
    return _form_page(request, actor, form)


def _record(request: HttpRequest, actor: Actor, form: VenueForm) -> Venue:
    venue = services.record_venue(
        actor=actor,
        unit=form.cleaned_data["unit"],
        confirm=request.POST.get("do") == "confirm",
        acknowledged=form.acknowledged,
        **form.facts(),
    )
    messages.success(request, _("已登记“%(name)s”，编号 %(key)s。") % {"name": venue.name, "key": venue.key})
    return venue


@page("records.record")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a venue; what it was stays in its history."""
    actor = actor_of(request)
    venue: Venue = fetch(actor, "records.record", venues(actor), pk=pk)
    kind = _kind_asked(request, venue.kind)
    given: dict[str, Any] = {"actor": actor, "venue_kind": kind, "venue": venue, "guard": Guard(venue, NAMES)}
    if request.method != "POST":
        return _form_page(
            request, actor, VenueForm(initial=initial_of(venue, all_kinds().get(venue.kind, kind)), **given)
        )
    if "again" in request.GET:
        return _form_page(request, actor, VenueForm(initial=request.POST.dict(), **given))
    form = VenueForm(request.POST, **given)
    if form.is_valid():
        changed = form.carry_out(
            lambda: services.change_venue(
                actor=actor, venue=venue, acknowledged=form.acknowledged, **form.facts()
            )
        )
        if changed is not None:
            messages.success(request, _("已更正，原来的内容在沿革里。"))
            return redirect("venues:record", pk=pk)
    return _form_page(request, actor, form)


@page("records.confirm")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day in operation."""
    actor = actor_of(request)
    venue: Venue = fetch(actor, "records.confirm", venues(actor), pk=pk)
    form = CloseForm(request.POST or None, actor=actor, guard=Guard(venue, NAMES))
    if request.method == "POST" and form.is_valid():
        done = form.carry_out(lambda: services.close_venue(actor=actor, venue=venue, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("已办理。"))
            return redirect("venues:record", pk=pk)
    context = {
        "form": form,
        "title": _("停用“%s”") % venue.name,
        "submits": [Action(_("停用阵地"), kind="primary", value="save")],
        "cancel_href": reverse("venues:record", args=[pk]),
    }
    return render(request, "workflow/form_page.html", context)


def _form_page(request: HttpRequest, actor: Actor, form: VenueForm) -> HttpResponse:
    venue = form.venue
    if venue:
        title, cancel = _("更正“%s”") % venue.name, reverse("venues:record", args=[venue.pk])
        submits = [Action(_("保存更正"), kind="primary", value="save")]
    else:
        title, cancel = _("登记阵地"), reverse("venues:list")
        refusal = refusal_for(actor, "records.confirm")
        submits = [
            Action(
                _("确认登记"), kind="primary", value="confirm", refused=refusal.message if refusal else ""
            ),
            Action(_("存为草稿"), value="draft"),
        ]
    context = {
        "form": form,
        "form_id": "venue-form",
        "title": title,
        "submits": submits,
        "cancel_href": cancel,
    }
    return render(request, "workflow/form_page.html", context)
