"""Campaigns: the list, one with its figures, opening, correcting, closing, deleting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from suzhi.domains.activities import services_campaigns as services
from suzhi.domains.activities.models import Campaign
from suzhi.domains.activities.pages.console import campaigns as shown
from suzhi.domains.activities.pages.console.listing import tabs
from suzhi.domains.activities.selectors import campaigns
from suzhi.domains.activities.selectors_campaigns import tallies, uncounted
from suzhi.engines.access.api import Actor, actor_of, fetch, page, refusal_for
from suzhi.engines.org.api import only_unit
from suzhi.engines.search.api import Action, list_page
from suzhi.engines.workflow.api import Guard, timeline
from suzhi.kernel.errors import Denied, Refusal
from suzhi.ui.api import Link


@page("records.view", kept=True)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every campaign in reach: of the own units, of those below and of those above."""
    refusal = refusal_for(actor_of(request), "records.record")
    new = reverse("activities:campaign_new")
    return list_page(
        request,
        shown.CAMPAIGNS,
        tabs=tabs("activities:campaigns"),
        actions=[Action(_("建立主题活动"), new, "primary", refusal.message if refusal else "")],
        empty_title=_("还没有主题活动"),
        empty_text=_("一个主题下各单位的活动归在一起，有自己的场次、人次和人数。"),
        empty_href="" if refusal else new,
        empty_action=_("建立主题活动"),
    )


@page("records.view", kept=True)
@require_GET
def campaign_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign: its figures as of now, by unit, and how it came about."""
    actor = actor_of(request)
    campaign: Campaign = fetch(actor, "records.view", campaigns(actor), pk=pk)
    whole, parts = tallies(actor, campaign)
    refusal = refusal_for(actor, "records.record", campaign)
    return render(
        request,
        "activities/campaign.html",
        {
            "campaign": campaign,
            "breadcrumbs": [
                Link(label=_("活动"), href=reverse("activities:list")),
                Link(label=_("主题活动"), href=reverse("activities:campaigns")),
                Link(label=campaign.name, href=request.path),
            ],
            "pairs": shown.pairs_of(campaign),
            "figures": shown.figures(actor, campaign, whole),
            "table": shown.by_unit(actor, campaign, parts),
            "waiting": uncounted(actor, campaign).count(),
            "list_href": shown.list_href(campaign),
            "join": _join(actor, campaign),
            "refused": refusal.message if refusal else "",
            "deletable": refusal is None and not campaign.activities.exists(),
            "events": timeline(campaign, shown.NAMES),
        },
    )


def _join(actor: Actor, campaign: Campaign) -> Action:
    """Recording an activity under it, for whoever records."""
    refusal = refusal_for(actor, "records.record")
    refused = refusal.message if refusal else _("主题活动已结束。") if campaign.closed_on else ""
    return Action(_("登记活动"), f"{reverse('activities:new')}?campaign={campaign.code}", refused=refused)


@page("records.record")
def enter(request: HttpRequest) -> HttpResponse:
    """Open a campaign."""
    actor = actor_of(request)
    initial = {"unit": only_unit(actor, "records.record"), "code": services.suggested_code()}
    form = shown.CampaignForm(request.POST or None, actor=actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        campaign = form.carry_out(lambda: services.open_campaign(actor=actor, **form.cleaned_data))
        if campaign is not None:
            messages.success(request, _("已建立主题活动“%s”。") % campaign.name)
            return redirect("activities:campaign", pk=campaign.pk)
    lead = _("建立后，登记活动时就可以选它；下级单位都看得到。")
    return _form_page(request, form, _("建立主题活动"), _("建立"), reverse("activities:campaigns"), lead)


@page("records.record")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a campaign; what it was stays in its history."""
    actor = actor_of(request)
    campaign: Campaign = fetch(actor, "records.record", campaigns(actor), pk=pk)
    initial = {name: getattr(campaign, name) for name in services.FACTS}
    form = shown.CampaignForm(
        request.POST or None,
        actor=actor,
        campaign=campaign,
        initial=initial,
        guard=Guard(campaign, shown.NAMES),
    )
    if request.method == "POST" and form.is_valid():
        done = form.carry_out(
            lambda: services.change_campaign(actor=actor, campaign=campaign, **form.cleaned_data)
        )
        if done is not None:
            messages.success(request, _("已更正，原来的内容在沿革里。"))
            return redirect("activities:campaign", pk=pk)
    title = _("更正“%s”") % campaign.name
    return _form_page(request, form, title, _("保存更正"), reverse("activities:campaign", args=[pk]))


@page("records.record")
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing more joins; or, with ``again``, it is open again."""
    actor = actor_of(request)
    campaign: Campaign = fetch(actor, "records.record", Campaign.objects.all(), pk=pk)
    act = services.reopen_campaign if request.POST.get("again") else services.close_campaign
    try:
        act(actor=actor, campaign=campaign)
        messages.success(request, _("已办理。"))
    except Denied:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("activities:campaign", pk=pk)


@page("records.record")
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw an empty campaign away."""
    actor = actor_of(request)
    campaign: Campaign = fetch(actor, "records.record", Campaign.objects.all(), pk=pk)
    try:
        services.delete_campaign(actor=actor, campaign=campaign)
    except Denied:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("activities:campaign", pk=pk)
    messages.success(request, _("已删除“%s”。") % campaign.name)
    return redirect("activities:campaigns")


def _form_page(
    request: HttpRequest, form: shown.CampaignForm, title: str, label: str, cancel: str, lead: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "submits": [Action(label, kind="primary", value="save")],
        "cancel_href": cancel,
    }
    return render(request, "workflow/form_page.html", context)
