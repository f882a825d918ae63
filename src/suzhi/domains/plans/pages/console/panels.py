"""What a record counted toward: hung on the page of every activity, venue and post."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from suzhi.domains.plans.models import Indicator, Plan
from suzhi.domains.plans.selectors import plans_of
from suzhi.engines.access.api import actor_of
from suzhi.engines.metrics.api import counted_toward
from suzhi.engines.workflow.api import Recorded, panel
from suzhi.kernel import clock


@panel(15)
def toward(request: HttpRequest, record: Model) -> str:
    """The figures of the newest plan whose conditions the record meets, each leading to its page."""
    actor = actor_of(request)
    if not isinstance(record, Recorded) or not actor.has("figures.view"):
        return ""
    plan = next(iter(plans_of(actor)), None)
    if plan is None:
        return ""
    definitions = counted_toward(record._meta.model_name or "", record.pk, plan.catalogue)
    indicators = Indicator.objects.filter(plan=plan, definition__in=definitions).order_by("position")
    figures = [
        {"name": one.label, "clauses": one.clauses, "href": _href(plan, one, record)} for one in indicators
    ]
    return render_to_string("plans/toward.html", {"figures": figures, "plan": plan}, request)


def _href(plan: Plan, indicator: Indicator, record: Any) -> str:
    day: date = getattr(record, "starts_on", None) or clock.today()
    year = min(max(day.year, plan.start_year), plan.end_year)
    query = urlencode({"unit": record.unit.code, "year": year})
    return f"{reverse('plans:figure', args=[plan.code, indicator.code])}?{query}"
