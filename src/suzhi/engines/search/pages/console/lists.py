"""The one way a list page answers: the page, or the file of exactly what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from suzhi.engines.access.api import actor_of, refusal_for
from suzhi.engines.search.exporting import export
from suzhi.engines.search.listing import Listing, listed


@dataclass(frozen=True, slots=True)
class Action:
    """A button of a page: where it leads, or why it is refused."""

    label: Any
    href: str = ""
    kind: str = "plain"
    refused: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Bulk:
    """What can be done with the rows that were ticked."""

    href: str
    buttons: Sequence[Action]
    note: str = ""


def list_page(
    request: HttpRequest, listing: Listing, *, template: str = "search/list_page.html", **context: Any
) -> HttpResponse:
    """Render the list; ``?export=xlsx`` or ``csv`` answers with the file instead."""
    result = listed(request, listing)
    form = request.GET.get("export", "")
    if form:
        return export(result.actor, result, form)  # type: ignore[return-value]
    refusal = refusal_for(actor_of(request), "export.run")
    context |= {"listed": result, "export_refused": refusal.message if refusal else ""}
    return render(request, template, context)
