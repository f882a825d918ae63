"""The console's own pages: the first page, and the answers of the unit switcher."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from suzhi.domains.plans.api import living_plan
from suzhi.engines.access.api import actor_of, page
from suzhi.faces.console import units
from suzhi.faces.console.menu import menu
from suzhi.faces.console.waiting import begins_with_waiting, waiting_for


@page(signed_in=True, kept=True)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits, for who records; the living plan for whoever else works with it; else what the role may open."""
    actor = actor_of(request)
    if begins_with_waiting(actor):
        return _waiting(request)
    if actor.has("plan.view"):
        return living_plan(request)
    links = [link for link in menu(actor, request.path) if link.href != request.path]
    return render(request, "console/home.html", {"links": links, "actor": actor})


@page("plan.view")
@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """The living plan, also for those whose first page it is not."""
    return living_plan(request)


@page("records.view")
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for me."""
    return _waiting(request)


def _waiting(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    return render(request, "console/waiting.html", {"waiting": waiting_for(actor), "actor": actor})


@page("figures.view")
@require_GET
def switch_unit(request: HttpRequest) -> HttpResponse:
    """Units whose name or code was typed into the switcher."""
    found = units.found(actor_of(request), request.GET.get("q", ""), request.GET.get("to", "/"))
    return render(request, "console/units.html", {"links": found})
