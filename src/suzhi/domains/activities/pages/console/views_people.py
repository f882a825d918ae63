"""The roster: checking a paste, adding to it, taking people off."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from suzhi.domains.activities import services
from suzhi.domains.activities.models import Activity
from suzhi.domains.activities.pages.console.forms import picks_of, roster_trouble
from suzhi.engines.access.api import actor_of, fetch, page
from suzhi.engines.org.api import Unit, find_unit, only_unit
from suzhi.engines.people.api import Person, Roster, pickable, read_roster
from suzhi.engines.search.api import Action
from suzhi.engines.workflow.api import ServiceForm
from suzhi.kernel.asked import parse_id, parse_ids
from suzhi.kernel.errors import Refusal


@page("records.record")
@require_POST
def check_roster(request: HttpRequest) -> HttpResponse:
    """Who is meant by what was pasted so far; asked while one types."""
    actor = actor_of(request)
    unit = _organiser(request, request.POST)
    text = request.POST.get("people", "")
    roster = read_roster(actor, unit, text, None, picks_of(request.POST)) if unit and text.strip() else None
    return render(
        request, "people/roster_found.html", {"roster": roster, "unit": unit, "picks": picks_of(request.POST)}
    )


@page("records.record")
@require_GET
def pick_people(request: HttpRequest) -> HttpResponse:
    """The organiser's people, to tick instead of typing."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()
    unit = _organiser(request, request.GET)
    people, more = pickable(actor, unit, text) if unit else ([], False)
    context = {"people": people, "more": more, "unit": unit, "text": text}
    return render(request, "people/roster_pick.html", context)


def _organiser(request: HttpRequest, asked: QueryDict) -> Unit | None:
    """The unit whose people are meant: the activity's, the one in the form, or the only one there is."""
    actor, pk = actor_of(request), parse_id(request.GET.get("activity"))
    if pk:
        activity: Activity = fetch(actor, "records.record", Activity.objects.select_related("unit"), pk=pk)
        return activity.unit
    found: Unit | None = find_unit(actor, asked.get("unit", ""), "records.record")
    return found or only_unit(actor, "records.record")


class RosterForm(ServiceForm):
    """More people for an activity."""

    people = forms.CharField(
        label=gettext_lazy("参加人员"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("粘贴姓名或人员编号，每行一个，或用顿号隔开。"),
    )
    groups = ((gettext_lazy("何人"), (("people",),)),)
    blame = {"activities.stranger": "people", "activities.before_birth": "people"}
    people_field = "people"
    roster: Roster | None = None


@page("records.record")
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put people on the roster."""
    actor = actor_of(request)
    activity = fetch(actor, "records.record", Activity.objects.select_related("unit"), pk=pk)
    form = RosterForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        text, picks = form.cleaned_data["people"], picks_of(request.POST)
        roster = form.roster = read_roster(actor, activity.unit, text, activity.starts_on, picks)
        if not roster.settled:
            form.add_error("people", roster_trouble(roster))
        elif form.carry_out(
            lambda: services.add_participants(actor=actor, activity=activity, people=roster.people)
        ):
            messages.success(request, _("名单已添加 %s 人。") % len(roster.people))
            return redirect("activities:record", pk=pk)
    context = {
        "form": form,
        "title": _("添加参加人员"),
        "lead": activity.name,
        "submits": [Action(_("添加到名单"), kind="primary", value="add")],
        "cancel_href": reverse("activities:record", args=[pk]),
        "roster_href": reverse("activities:roster") + f"?activity={pk}",
        "pick_href": reverse("activities:pick_people") + f"?activity={pk}",
    }
    return render(request, "workflow/form_page.html", context)


@page("records.record")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the ticked people off the roster."""
    actor = actor_of(request)
    activity = fetch(actor, "records.record", Activity.objects.all(), pk=pk)
    chosen = parse_ids(request.POST.getlist("person"))
    people = list(Person.objects.filter(pk__in=chosen, participations__activity=activity))
    try:
        services.remove_participants(actor=actor, activity=activity, people=people)
        messages.success(request, _("已从名单删去 %s 人。") % len(people))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("activities:record", pk=pk)
