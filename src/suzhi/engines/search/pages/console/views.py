"""Search across everything in reach: a page, and suggestions for the box in the head."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from suzhi.engines.access.api import actor_of, page
from suzhi.engines.search.finders import search

ON_PAGE = 10
IN_BOX = 4


@page(signed_in=True)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What was found, by sort, the first few of each."""
    text = request.GET.get("q", "").strip()
    return render(request, "search/page.html", {"q": text, "found": search(actor_of(request), text, ON_PAGE)})


@page(signed_in=True)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """The first few of each sort, while one types."""
    text = request.GET.get("q", "").strip()
    return render(
        request, "search/suggest.html", {"q": text, "found": search(actor_of(request), text, IN_BOX)}
    )
