"""Issuing an annual report."""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suzhi.domains.plans.api import plans_of
from suzhi.domains.reports.models import ReportDraft
from suzhi.domains.reports.pages.console.forms import IssueForm
from suzhi.domains.reports.services import has_signer
from suzhi.domains.reports.services_drafts import approve_draft, begin_draft, step_draft
from suzhi.engines.access.api import Actor, actor_of, page
from suzhi.engines.metrics.api import Issue, is_stale
from suzhi.engines.org.api import only_unit
from suzhi.engines.workflow.api import workflow
from suzhi.kernel import clock
from suzhi.kernel.asked import parse_year
from suzhi.ui.api import Link

# A change is in the figures within two seconds; who pressed the button right after one waits that long.
PATIENCE = 3.0


@page("reports.issue")
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest) -> HttpResponse:
    """Ask for unit, year and what people write; keep it, put it to who signs, or issue."""
    actor = actor_of(request)
    plans = plans_of(actor)
    if request.method != "POST":
        return _page(request, IssueForm(actor=actor, plans=plans, initial=_initial(request, actor, plans)))
    form = IssueForm(request.POST, actor=actor, plans=plans)
    if form.is_valid():
        await_fresh()
        made = form.carry_out(lambda: _carry_out(actor, form, request.POST.get("do", "issue")))
        if made is not None:
            return told(request, made)
    return _page(request, form)


def _carry_out(actor: Actor, form: IssueForm, wanted: str) -> Issue | ReportDraft:
    """Written down in any case; then put to who signs, or issued where nobody is there to sign."""
    draft = begin_draft(actor=actor, **form.facts(), **form.written())
    if wanted == "draft":
        return draft
    if has_signer(draft.unit):
        return step_draft(actor=actor, draft=draft, step="submit")
    return approve_draft(actor=actor, draft=draft)


def told(request: HttpRequest, made: Issue | ReportDraft) -> HttpResponse:
    """Say what came of it, and go there."""
    if isinstance(made, Issue):
        messages.success(request, _("已签发“%(title)s”，固定 %(values)s 个数值。") % {
            "title": made.title, "values": made.manifest["values"]
        })  # fmt: skip
        return redirect("reports:report", pk=made.pk)
    label = workflow("report").state(made.state).label
    messages.success(request, _("已存。现在是“%s”。") % label)
    return redirect("reports:draft", pk=made.pk)


def await_fresh() -> None:
    """Give the computing process the time it normally needs; the service refuses if that was not enough."""
    deadline = time.monotonic() + PATIENCE
    while is_stale() and time.monotonic() < deadline:
        time.sleep(0.1)


def _initial(request: HttpRequest, actor: Actor, plans: list[Any]) -> dict[str, Any]:
    asked = request.GET
    plan = next((plan for plan in plans if plan.code == asked.get("plan")), plans[0] if plans else None)
    year = parse_year(asked.get("year"))
    if year is None and plan is not None:
        year = min(clock.today().year, plan.end_year)
    unit = only_unit(actor, "reports.issue", asked.get("unit", ""))
    return {"plan": plan.code if plan else "", "unit": unit, "year": str(year or "")}


def _page(request: HttpRequest, form: IssueForm) -> HttpResponse:
    crumbs = [Link(label=_("报告"), href=reverse("reports:list")), Link(label=_("起草年度报告"), href="")]
    return render(request, "reports/issue.html", {"form": form, "breadcrumbs": crumbs, "stale": is_stale()})
