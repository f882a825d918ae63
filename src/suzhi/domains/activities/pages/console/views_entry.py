"""Entering and correcting an activity."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from suzhi.domains.activities import rules, services
from suzhi.domains.activities.models import Activity
from suzhi.domains.activities.pages.console.forms import ActivityForm, first_day, initial_of
from suzhi.domains.activities.pages.console.record import guard
from suzhi.domains.activities.selectors import open_campaigns
from suzhi.engines.access.api import Actor, actor_of, fetch, page, refusal_for
from suzhi.engines.kinds.api import Kind, all_kinds, of_family
from suzhi.engines.org.api import only_unit
from suzhi.engines.search.api import Action
from suzhi.engines.workflow.api import settle


def _kind_asked(request: HttpRequest, otherwise: str = "") -> Kind | None:
    code = request.POST.get("kind") or request.GET.get("kind") or otherwise
    return next((kind for kind in of_family("activity") if kind.code == code), None)


@page("records.record")
def enter(request: HttpRequest) -> HttpResponse:
    """A new activity; saved as a draft, or confirmed at once by who may."""
    actor, kind = actor_of(request), _kind_asked(request)
    if request.method != "POST":
        initial = {
            **first_day(),
            "kind": kind.code if kind else "",
            "unit": only_unit(actor, "records.record", request.GET.get("unit", "")),
            "campaign": open_campaigns(actor).filter(code=request.GET.get("campaign", "")).first(),
        }
        return _form_page(request, actor, ActivityForm(actor=actor, activity_kind=kind, initial=initial))
    if "again" in request.GET:
        return _form_page(
            request, actor, ActivityForm(actor=actor, activity_kind=kind, initial=request.POST.dict())
        )
    form = ActivityForm(request.POST, actor=actor, activity_kind=kind)
    if form.is_valid():
        activity = form.carry_out(lambda: _record(request, actor, form))
        if activity is not None:
            return redirect("activities:record", pk=activity.pk)
    return _form_page(request, actor, form)


def _record(request: HttpRequest, actor: Actor, form: ActivityForm) -> Activity:
    facts = form.facts()
    people = form.roster.people if form.roster else ()
    confirm = request.POST.get("do") == "confirm"
    if confirm and form.activity_kind:
        # What is refused comes before what is doubtful.
        rules.check_happened(Activity(starts_on=facts["starts_on"]))
        # A person at a form forgets it; who calls the service has said what there is.
        nobody = rules.nobody_doubts(form.activity_kind.traits, facts.get("headcount"), len(people))
        settle(nobody, form.acknowledged)
    activity = services.record_activity(
        actor=actor,
        unit=form.cleaned_data["unit"],
        people=people,
        confirm=confirm,
        acknowledged=form.acknowledged,
        **facts,
    )
    messages.success(
        request, _("已登记“%(name)s”，编号 %(key)s。") % {"name": activity.name, "key": activity.key}
    )
    return activity


@page("records.record")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an activity; what it was stays in its history."""
    actor = actor_of(request)
    activity = fetch(actor, "records.record", Activity.objects.select_related("unit", "campaign"), pk=pk)
    kind = _kind_asked(request, activity.kind) or of_family("activity")[0]
    given: dict[str, Any] = {
        "actor": actor,
        "activity_kind": kind,
        "activity": activity,
        "guard": guard(activity),
    }
    if request.method != "POST":
        form = ActivityForm(initial=initial_of(activity, all_kinds().get(activity.kind, kind)), **given)
        return _form_page(request, actor, form)
    if "again" in request.GET:
        return _form_page(request, actor, ActivityForm(initial=request.POST.dict(), **given))
    form = ActivityForm(request.POST, **given)
    if form.is_valid():
        changed = form.carry_out(
            lambda: services.change_activity(
                actor=actor, activity=activity, acknowledged=form.acknowledged, **form.facts()
            )
        )
        if changed is not None:
            messages.success(request, _("已更正，原来的内容在沿革里。"))
            return redirect("activities:record", pk=pk)
    return _form_page(request, actor, form)


def _form_page(request: HttpRequest, actor: Actor, form: ActivityForm) -> HttpResponse:
    activity = form.activity
    if activity:
        title, lead = _("更正“%s”") % activity.name, ""
        submits = [Action(_("保存更正"), kind="primary", value="save")]
        cancel = reverse("activities:record", args=[activity.pk])
    else:
        title, lead = _("登记活动"), _("一场活动只登记一次，由主办单位登记。")
        refusal = refusal_for(actor, "records.confirm")
        submits = [
            Action(
                _("确认登记"), kind="primary", value="confirm", refused=refusal.message if refusal else ""
            ),
            Action(_("存为草稿"), value="draft"),
        ]
        cancel = reverse("activities:list")
    context = {
        "form": form,
        "form_id": "activity-form",
        "title": title,
        "lead": lead,
        "submits": submits,
        "cancel_href": cancel,
        "roster_href": reverse("activities:roster"),
        "pick_href": reverse("activities:pick_people"),
    }
    return render(request, "workflow/form_page.html", context)
