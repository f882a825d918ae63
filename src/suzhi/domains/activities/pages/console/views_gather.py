"""Putting many activities under a campaign at once."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suzhi.domains.activities.models import Activity, Campaign
from suzhi.domains.activities.pages.console.forms import CampaignField
from suzhi.domains.activities.selectors import activities, open_campaigns
from suzhi.domains.activities.services_campaigns import join_campaign
from suzhi.engines.access.api import Actor, actor_of, page
from suzhi.engines.search.api import Action
from suzhi.engines.workflow.api import ServiceForm
from suzhi.kernel.asked import parse_ids
from suzhi.kernel.errors import Refusal

MOST = 200


class GatherForm(ServiceForm):
    """Which campaign, and the activities that were ticked."""

    row = forms.ModelMultipleChoiceField(
        label=gettext_lazy("活动"), queryset=Activity.objects.none(), widget=forms.MultipleHiddenInput
    )
    campaign = CampaignField(label=gettext_lazy("主题活动"), empty_label=gettext_lazy("请选择"))
    groups = ((gettext_lazy("归入"), (("campaign",), ("row",))),)

    def build(self) -> None:
        self.fields["row"].queryset = activities(self.actor, "records.record")  # type: ignore[attr-defined]
        self.fields["campaign"].queryset = open_campaigns(self.actor)  # type: ignore[attr-defined]
        self.fields["campaign"].required = not self.taking_out

    @property
    def taking_out(self) -> bool:
        """The other button: out of whatever campaign they are under."""
        return self.data.get("do") == "out"


@page("records.record")
def gather(request: HttpRequest) -> HttpResponse:
    """Choose the campaign for the ticked activities; each is put there or refused on its own."""
    actor = actor_of(request)
    chosen = parse_ids(request.GET.getlist("row"))[:MOST]
    rows = list(activities(actor, "records.record").filter(pk__in=chosen).order_by("-starts_on", "-id"))
    form = GatherForm(request.POST or None, actor=actor, initial={"row": [row.pk for row in rows]})
    if request.method == "POST" and form.is_valid():
        campaign = None if form.taking_out else form.cleaned_data["campaign"]
        _put(request, actor, form.cleaned_data["row"], campaign)
        return redirect("activities:list")
    if request.method != "POST" and not rows:
        messages.info(request, _("没有选择可以更改的活动。"))
        return redirect("activities:list")
    names = _("、").join(row.name for row in rows[:5])
    context = {
        "form": form,
        "title": _("归入主题活动"),
        "lead": names + (_("等 %s 场") % len(rows) if len(rows) > 5 else ""),
        "submits": [
            Action(_("归入 %s 场活动") % len(rows) if rows else _("归入"), kind="primary", value="save"),
            Action(_("移出原来的主题活动"), value="out"),
        ],
        "cancel_href": reverse("activities:list"),
    }
    return render(request, "workflow/form_page.html", context)


def _put(request: HttpRequest, actor: Actor, rows: Iterable[Activity], campaign: Campaign | None) -> None:
    done, refused = 0, []
    for row in list(rows)[:MOST]:
        try:
            join_campaign(actor=actor, activity=row, campaign=campaign)
            done += 1
        except Refusal as refusal:
            refused.append(_("%(name)s：%(value)s") % {"name": row, "value": refusal.message})
    if done and campaign:
        messages.success(
            request, _("已将 %(count)s 场活动归入“%(name)s”。") % {"count": done, "name": campaign.name}
        )
    elif done:
        messages.success(request, _("已将 %s 场活动移出主题活动。") % done)
    if refused:
        words = _("；").join(refused[:5])
        messages.warning(
            request, _("%(count)s 条没有办理：%(words)s") % {"count": len(refused), "words": words}
        )
