"""What venues hang on a unit's page."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string

from suzhi.domains.venues.pages.console.listing import kind_name
from suzhi.domains.venues.selectors import venues
from suzhi.engines.access.api import actor_of
from suzhi.engines.org.api import Unit
from suzhi.engines.workflow.api import panel

SHOWN = 8


@panel(30)
def in_use(request: HttpRequest, record: Model) -> str:
    """The venues of the unit itself that have not closed."""
    actor = actor_of(request)
    if not isinstance(record, Unit) or not actor.has("records.view"):
        return ""
    rows = list(
        venues(actor).filter(unit=record, closed_on__isnull=True).order_by("-opened_on", "-id")[:SHOWN]
    )
    lines = [{"row": row, "kind": kind_name(row.kind)} for row in rows]
    return render_to_string("venues/panel.html", {"lines": lines}, request) if lines else ""
