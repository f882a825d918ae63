"""Activities: the list, a record, its steps."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from suzhi.domains.activities import services
from suzhi.domains.activities.models import Activity
from suzhi.domains.activities.pages.console.listing import ACTIVITIES, kind_name, tabs
from suzhi.domains.activities.pages.console.record import NAMES, pairs_of, roster_table
from suzhi.domains.activities.selectors import activities, roster, roster_units, sees_whole_roster
from suzhi.engines.access.api import Actor, actor_of, can, fetch, page, refusal_for
from suzhi.engines.search.api import Action, Bulk, list_page
from suzhi.engines.workflow.api import (
    actions_of,
    change_refused,
    panels_for,
    state_kind,
    stated,
    step_many,
    timeline,
)
from suzhi.kernel.asked import parse_ids, parse_page
from suzhi.kernel.errors import Refusal
from suzhi.ui.api import Link, day

ROSTER_PAGE = 50
# Not a step of the workflow: the ticked rows are taken along to a page where the campaign is chosen.
GATHER = "gather"


@page("records.view", kept=True)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every activity in reach."""
    actor = actor_of(request)
    refusal = refusal_for(actor, "records.record")
    confirm = refusal_for(actor, "records.confirm")
    new = reverse("activities:new")
    return list_page(
        request,
        ACTIVITIES,
        tabs=tabs("activities:list"),
        actions=[Action(_("登记活动"), new, "primary", refusal.message if refusal else "")],
        bulk=Bulk(
            reverse("activities:bulk"),
            [
                Action(_("确认所选"), value="confirm", refused=confirm.message if confirm else ""),
                Action(_("归入主题活动"), value=GATHER, refused=refusal.message if refusal else ""),
            ],
            _("只确认草稿和已退回的记录。"),
        ),
        empty_title=_("还没有活动"),
        empty_text=_("登记一场活动，或导入工作簿的“活动”表。"),
        empty_href="" if refusal else new,
        empty_action=_("登记活动"),
    )


@page("records.view", kept=True)
@require_GET
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity: what, who, where, when, its roster, its history."""
    actor = actor_of(request)
    activity: Activity = fetch(actor, "records.view", activities(actor).select_related("campaign"), pk=pk)
    people = Paginator(roster(actor, activity), ROSTER_PAGE).get_page(parse_page(request.GET.get("page")))
    people.object_list = list(people.object_list)
    roster_units(people.object_list)
    whole = sees_whole_roster(actor, activity)
    named = people.paginator.count if whole else activity.participations.count()
    process = services.process_of(activity)
    refused = change_refused(actor, process, activity)
    return render(
        request,
        "activities/record.html",
        {
            "activity": activity,
            "breadcrumbs": [
                Link(label=_("活动"), href=reverse("activities:list")),
                Link(label=activity.name, href=request.path),
            ],
            "kicker": kind_name(activity.kind),
            "lead": _("%(unit)s主办，%(day)s") % {"unit": activity.unit.name, "day": day(activity.starts_on)},
            "state": process.state(activity.state),
            "state_kind": state_kind(process.state(activity.state)),
            "step_href": reverse("activities:step", args=[pk]),
            "edit_href": reverse("activities:edit", args=[pk]),
            "delete_href": _delete_href(actor, activity),
            "pairs": pairs_of(activity, named),
            "people": people,
            "hidden": named - people.paginator.count,
            "table": roster_table(people.object_list, correctable=not refused),
            "actions": actions_of(actor, process, activity),
            "change_refused": refused,
            "events": timeline(activity, stated(activity, NAMES), actor),
            "panels": panels_for(request, activity),
        },
    )


def _delete_href(actor: Actor, activity: Activity) -> str:
    if "open" not in services.process_of(activity).state(activity.state).flags:
        return ""
    return reverse("activities:delete", args=[activity.pk]) if can(actor, "records.record", activity) else ""


@page("records.view")
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, return, review or verify one."""
    actor = actor_of(request)
    activity = fetch(actor, "records.view", Activity.objects.all(), pk=pk)
    try:
        services.step_activity(
            actor=actor,
            activity=activity,
            step=request.POST.get("step", ""),
            reason=request.POST.get("reason", ""),
        )
        messages.success(request, _("已办理。"))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("activities:record", pk=pk)


@page("records.confirm", "records.record")
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """The same step for every ticked row; each is refused or done on its own."""
    actor = actor_of(request)
    chosen = parse_ids(request.POST.getlist("row"))
    if request.POST.get("step") == GATHER and chosen:
        return redirect(f"{reverse('activities:gather')}?{urlencode({'row': chosen}, doseq=True)}")
    rows = activities(actor).filter(pk__in=chosen)
    step_many(
        request,
        list(rows[:200]),
        lambda row, code: services.step_activity(actor=actor, activity=row, step=code),
    )
    return redirect("activities:list")


@page("records.record")
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    actor = actor_of(request)
    activity = fetch(actor, "records.record", Activity.objects.all(), pk=pk)
    try:
        services.delete_activity(actor=actor, activity=activity)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("activities:record", pk=pk)
    messages.success(request, _("已删除“%s”。") % activity.name)
    return redirect("activities:list")
