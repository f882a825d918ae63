"""How participants did: correcting one, and entering a whole roster as a grid."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from suzhi.domains.activities import services_results as services
from suzhi.domains.activities.models import Activity
from suzhi.domains.activities.pages.console.results import (
    NAMES,
    RESULTS,
    ParticipantForm,
    ResultsForm,
    asked_of,
    participant_initial,
)
from suzhi.domains.activities.selectors import roster, roster_units
from suzhi.domains.activities.services import process_of
from suzhi.engines.access.api import Actor, actor_of, fetch, page
from suzhi.engines.workflow.api import Guard, change_refused, timeline
from suzhi.kernel.asked import parse_page
from suzhi.ui.api import Column, Link

PER_PAGE = 50


@page("records.record")
def participant(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Role, score, result and hours of one person, and how they came about."""
    actor = actor_of(request)
    activity = _activity(actor, pk)
    row = roster(actor, activity).filter(person_id=person).first()
    if row is None:
        raise Http404
    asked = asked_of(activity)
    initial = participant_initial(row, asked)
    form = ParticipantForm(
        request.POST or None, actor=actor, asked=asked, initial=initial, guard=Guard(row, NAMES)
    )
    if request.method == "POST" and form.is_valid():
        done = form.carry_out(
            lambda: services.change_participant(actor=actor, participation=row, **form.cleaned_data)
        )
        if done is not None:
            messages.success(request, _("已更正“%s”的参加情况。") % row.person.name)
            return redirect(f"{reverse('activities:record', args=[pk])}#roster")
    context = {
        "form": form,
        "activity": activity,
        "person": row.person,
        "results": RESULTS,
        "refused": change_refused(actor, process_of(activity), activity),
        "events": timeline(row, NAMES, actor),
        "breadcrumbs": _crumbs(request, activity, row.person.name),
    }
    return render(request, "activities/participant.html", context)


@page("records.record")
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """A page of the roster with fields to type in; saved together, all or none."""
    actor = actor_of(request)
    activity = _activity(actor, pk)
    people = Paginator(roster(actor, activity), PER_PAGE).get_page(parse_page(request.GET.get("page")))
    people.object_list = list(people.object_list)
    roster_units(people.object_list)
    asked = asked_of(activity)
    form = ResultsForm(request.POST or None, actor=actor, rows=people.object_list, asked=asked)
    if request.method == "POST" and form.is_valid() and _saved(request, actor, activity, form):
        onward = (
            people.number + 1 if request.POST.get("do") == "next" and people.has_next() else people.number
        )
        return redirect(f"{reverse('activities:results', args=[pk])}?page={onward}")
    columns = [Column(label=_("姓名")), *(Column(label=str(NAMES[name][0])) for name in asked)]
    context = {
        "form": form,
        "activity": activity,
        "people": people,
        "columns": columns,
        "results": RESULTS,
        "refused": change_refused(actor, process_of(activity), activity),
        "breadcrumbs": _crumbs(request, activity, _("登记成绩")),
    }
    return render(request, "activities/results.html", context)


def _saved(request: HttpRequest, actor: Actor, activity: Activity, form: ResultsForm) -> bool:
    changes, seen = form.changes()
    if not changes:
        messages.info(request, _("没有改动。"))
        return True
    done = form.carry_out(
        lambda: services.record_results(
            actor=actor, activity=activity, changes=changes, seen=seen, acknowledged=form.acknowledged
        )
    )
    if done is None:
        return False
    messages.success(request, _("已保存 %s 人的成绩和结果。") % len(changes))
    return True


def _activity(actor: Actor, pk: int) -> Activity:
    activity: Activity = fetch(actor, "records.record", Activity.objects.select_related("unit"), pk=pk)
    return activity


def _crumbs(request: HttpRequest, activity: Activity, last: str) -> list[Link]:
    return [
        Link(label=_("活动"), href=reverse("activities:list")),
        Link(label=activity.name, href=reverse("activities:record", args=[activity.pk])),
        Link(label=last, href=request.path),
    ]
