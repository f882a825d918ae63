"""What activities hang on a unit's page."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string

from suzhi.domains.activities.selectors import activities
from suzhi.engines.access.api import actor_of, can
from suzhi.engines.org.api import Unit
from suzhi.engines.workflow.api import panel

SHOWN = 5


@panel(20)
def recent(request: HttpRequest, record: Model) -> str:
    """The latest activities of the unit itself."""
    actor = actor_of(request)
    if not isinstance(record, Unit) or not actor.has("records.view"):
        return ""
    rows = activities(actor).filter(unit=record).order_by("-starts_on", "-id")[:SHOWN]
    context = {"rows": list(rows), "unit": record, "may_record": can(actor, "records.record", record)}
    return render_to_string("activities/panel.html", context, request)
