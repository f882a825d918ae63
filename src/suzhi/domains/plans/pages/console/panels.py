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
from suzhi.domains.plans.values import plan_years
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
    found = {
        one.definition.pk: one.years
        for one in counted_toward(record._meta.model_name or "", record.pk, plan.catalogue)
    }
    indicators = Indicator.objects.filter(plan=plan, definition__in=list(found)).order_by("position")
    figures = [
        {
            "name": one.label,
            "clauses": one.clauses,
            "href": _href(plan, one, record, found[one.definition_id]),
        }
        for one in indicators
    ]
    years = plan_years(plan)
    context = {"figures": figures, "plan": plan, "outside": _outside(record, years), "late": late_on(record)}
    return render_to_string("plans/toward.html", context | {"first": years[0], "last": years[-1]}, request)


def _day(record: Any) -> date | None:
    """The day on which it happened or began."""
    names = ("starts_on", "opened_on", "valid_from")
    return next((getattr(record, name) for name in names if getattr(record, name, None)), None)


def _outside(record: Any, years: list[int]) -> bool:
    """Whether its day lies in no year of the plan: then it counts nowhere in it."""
    day = _day(record)
    return day is not None and day.year not in years


def late_on(record: Recorded) -> date | None:
    """The day of entry, where the year of the record was over by then."""
    day, entered = _day(record), record.created_at.astimezone(clock.BEIJING).date()
    return entered if day is not None and entered.year > day.year else None


def _href(plan: Plan, indicator: Indicator, record: Any, years: tuple[int, ...]) -> str:
    day = _day(record) or clock.today()
    year = day.year if day.year in years else min(years, key=lambda year: abs(year - day.year))
    query = urlencode({"unit": record.unit.code, "year": year})
    return f"{reverse('plans:figure', args=[plan.code, indicator.code])}?{query}"
