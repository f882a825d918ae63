"""Campaigns: opening, correcting, closing, and putting activities under them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from suzhi.domains.activities import rules
from suzhi.domains.activities.models import Activity, Campaign
from suzhi.domains.activities.services import locked, process_of
from suzhi.engines.access.api import Actor, allow, done_already, note, service
from suzhi.engines.org.api import Unit
from suzhi.engines.workflow.api import must_be_editable, settle
from suzhi.kernel import clock
from suzhi.kernel.asked import whole_number
from suzhi.kernel.errors import Refusal

FACTS = frozenset({"name", "summary", "starts_on", "ends_on"})


@service("activities.open_campaign", "建立主题活动")
def open_campaign(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    code: str = "",
    summary: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Campaign:
    """A theme under which activities of many units are gathered; without a code the next free one is given."""
    allow(actor, "records.record", unit)
    name = _name(name)
    rules.check_campaign_dates(starts_on, ends_on)
    return Campaign.objects.create(
        code=_free_code(code) if code.strip() else suggested_code(),
        name=name,
        unit=unit,
        summary=summary.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
    )


@service("activities.change_campaign", "更正主题活动")
def change_campaign(*, actor: Actor, campaign: Campaign, **facts: Any) -> Campaign:
    """Correct name, summary or days. Its code and its unit stay, so that what points to it keeps its meaning."""
    campaign = _held(actor, campaign)
    if strangers := set(facts) - FACTS:
        raise TypeError(f"not facts of a campaign: {sorted(strangers)}")
    if "name" in facts:
        facts["name"] = _name(facts["name"])
    for field, value in facts.items():
        setattr(campaign, field, value)
    rules.check_campaign_dates(campaign.starts_on, campaign.ends_on)
    campaign.save(update_fields=sorted(facts))
    return campaign


@service("activities.close_campaign", "结束主题活动")
def close_campaign(*, actor: Actor, campaign: Campaign) -> Campaign:
    """From today nothing more joins; what has joined stays and counts."""
    campaign = _held(actor, campaign)
    if campaign.closed_on:
        raise done_already(
            campaign, _("主题活动“%s”已经结束。") % campaign.name, "activities.campaign_closed"
        )
    campaign.closed_on = clock.today()
    campaign.save(update_fields=["closed_on"])
    return campaign


@service("activities.reopen_campaign", "重新开放主题活动")
def reopen_campaign(*, actor: Actor, campaign: Campaign) -> Campaign:
    """Activities may join again."""
    campaign = _held(actor, campaign)
    if campaign.closed_on is None:
        raise done_already(campaign, _("主题活动“%s”本来就开放着。") % campaign.name)
    campaign.closed_on = None
    campaign.save(update_fields=["closed_on"])
    return campaign


@service("activities.delete_campaign", "删除主题活动")
def delete_campaign(*, actor: Actor, campaign: Campaign) -> None:
    """Throw away a campaign that no activity has joined, draft or not."""
    campaign = _held(actor, campaign)
    joined = campaign.activities.count()
    if joined:
        raise Refusal(
            "activities.campaign_used",
            _("主题活动“%(name)s”下有 %(count)s 场活动，不能删除。")
            % {"name": campaign.name, "count": joined},
            _("请先把这些活动移出，或改用“结束”。"),
        )
    note(code=campaign.code, unit_id=campaign.unit_id)
    campaign.delete()


@service("activities.join_campaign", "归入主题活动")
def join_campaign(
    *,
    actor: Actor,
    activity: Activity,
    campaign: Campaign | None,
    acknowledged: Collection[str] = (),
) -> Activity:
    """Put an activity under a campaign, or with None take it out of the one it is under."""
    activity = locked(activity)
    must_be_editable(actor, process_of(activity), activity)
    if campaign and campaign.pk != activity.campaign_id:
        allow(actor, "records.view", campaign)
        rules.check_campaign(activity, campaign)
    activity.campaign = campaign
    settle(rules.campaign_doubts(activity), acknowledged)
    activity.save(update_fields=["campaign"])
    note(campaign=campaign.pk if campaign else None)
    return activity


def suggested_code() -> str:
    """The next free code of this year, ``ZT2026-07``."""
    stem = f"ZT{clock.today().year}-"
    taken = Campaign.objects.filter(code__startswith=stem).values_list("code", flat=True)
    numbers = [whole_number(code[len(stem) :]) or 0 for code in taken]
    return f"{stem}{max(numbers, default=0) + 1:02}"


def _held(actor: Actor, campaign: Campaign) -> Campaign:
    """The row as it is now, held until the transaction ends, for who may change it."""
    allow(actor, "records.record", campaign)
    return Campaign.objects.select_for_update(of=("self",)).select_related("unit").get(pk=campaign.pk)


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 120:
        raise Refusal(
            "activities.campaign_name", _("主题活动名称须为 1 至 120 字。"), _("请填写主题活动名称。")
        )
    return name


def _free_code(code: str) -> str:
    code = code.strip()
    if any(char.isspace() for char in code) or len(code) > 32:
        raise Refusal(
            "activities.campaign_code", _("主题编号“%s”不能用。") % code, _("须为 1 至 32 个字符，不含空格。")
        )
    if Campaign.objects.filter(code=code).exists():
        raise Refusal(
            "activities.campaign_taken",
            _("主题编号“%s”已有。") % code,
            _("可用 %s，或留空由系统编号。") % suggested_code(),
        )
    return code
