"""Campaigns as lists, forms and pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from suzhi.domains.activities.models import Campaign
from suzhi.domains.activities.pages.console.listing import COUNTED
from suzhi.domains.activities.selectors import campaigns
from suzhi.domains.activities.selectors_campaigns import Tally, bases, count_joined
from suzhi.engines.access.api import Actor
from suzhi.engines.org.api import UNIT_FILTER, Unit, UnitField, units
from suzhi.engines.search.api import ListColumn, ListFilter, Listing, matching
from suzhi.engines.workflow.api import ServiceForm, write
from suzhi.ui.api import Cell, Column, DayField, Pair, Row, day, plain

NAMES: dict[str, tuple[Any, Any]] = {
    "name": (_("名称"), write),
    "summary": (_("说明"), write),
    "starts_on": (_("开始日期"), write),
    "ends_on": (_("结束日期"), write),
    "closed_on": (_("结束于"), write),
}


def find(rows: QuerySet[Campaign], text: str, actor: Actor) -> QuerySet[Campaign]:
    """By code from its beginning, or by any part of the name or of its initials."""
    return matching(rows, text, code="code")


def prepare(rows: Sequence[Campaign], actor: Actor) -> None:
    """Counted activities of the page's campaigns."""
    count_joined(rows, actor)


def span(campaign: Campaign) -> str:
    """From when to when, as far as it is said."""
    if not campaign.starts_on and not campaign.ends_on:
        return "–"
    first = day(campaign.starts_on) if campaign.starts_on else _now("不限")
    last = day(campaign.ends_on) if campaign.ends_on else _now("不限")
    return _now("%(first)s至%(last)s") % {"first": first, "last": last}


def standing(campaign: Campaign) -> str:
    """Whether more may join."""
    return _now("已结束") if campaign.closed_on else _now("进行中")


def list_href(campaign: Campaign, **more: str) -> str:
    """The activities under it."""
    return f"{reverse('activities:list')}?{urlencode({'campaign': campaign.code, **more})}"


def _events(row: Any) -> Cell:
    return Cell(text=plain(row.counted), href=list_href(row, state=COUNTED) if row.counted else "")


def _in_life(rows: QuerySet[Campaign], value: str, actor: Actor) -> QuerySet[Campaign]:
    return rows.filter(closed_on__isnull=value == "open")


CAMPAIGNS = Listing(
    name="campaigns",
    title=_("主题活动"),
    rows=campaigns,
    find=find,
    prepare=prepare,
    order="-id",
    unit=_("个"),
    filters=(
        ListFilter(
            "life", _("进度"), _in_life, lambda a: [("open", _now("进行中")), ("closed", _now("已结束"))]
        ),
        UNIT_FILTER,
    ),
    columns=(
        ListColumn(
            "name",
            _("名称"),
            lambda r: Cell(text=r.name, href=reverse("activities:campaign", args=[r.pk])),
            lambda r: r.name,
            sort="name",
        ),
        ListColumn("unit", _("建立单位"), lambda r: r.unit.name, lambda r: r.unit.name),
        ListColumn("days", _("起止"), span, span),
        ListColumn("events", _("场次"), _events, lambda r: r.counted, align="end"),
        ListColumn("life", _("进度"), standing, standing),
        ListColumn("code", _("编号"), lambda r: r.code, lambda r: r.code, sort="code"),
    ),
)


class CampaignForm(ServiceForm):
    """What it is called, whose it is, from when to when."""

    unit = UnitField(
        label=_("建立单位"), permission="records.record", help_text=_("本单位和下级单位的活动都可以归入。")
    )
    name = forms.CharField(label=_("名称"), max_length=120)
    code = forms.CharField(
        label=_("编号"), max_length=32, required=False, help_text=_("已给出下一个编号；建立后不能更改。")
    )
    summary = forms.CharField(
        label=_("说明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    starts_on = DayField(label=_("开始日期"), required=False)
    ends_on = DayField(label=_("结束日期"), required=False)
    groups = (
        (_("主题"), (("unit",), ("name",), ("code",), ("summary",))),
        (_("何时"), (("starts_on", "ends_on"),)),
    )
    blame = {
        "activities.campaign_name": "name",
        "activities.campaign_code": "code",
        "activities.campaign_taken": "code",
        "activities.campaign_dates": "ends_on",
    }

    def __init__(self, *args: Any, campaign: Campaign | None = None, **kwargs: Any) -> None:
        self.campaign = campaign
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        if self.campaign:
            del self.fields["unit"], self.fields["code"]


def pairs_of(campaign: Campaign) -> list[Pair]:
    """The facts."""
    return [
        Pair(label=_now("建立单位"), value=campaign.unit.name),
        Pair(label=_now("编号"), value=campaign.code),
        Pair(label=_now("起止"), value=span(campaign)),
        Pair(label=_now("进度"), value=standing(campaign)),
    ]


def figures(actor: Actor, campaign: Campaign, whole: Tally) -> list[dict[str, Any]]:
    """The four figures, each opening to the activities it is computed from. Nothing counted is no value, not 0."""
    codes = Unit.objects.filter(pk__in=bases(actor, campaign)).order_by("code").values_list("code", flat=True)
    href = list_href(campaign, state=COUNTED, led=",".join(codes)) if whole.events else ""
    named = (
        (_now("活动"), whole.events or None, _now("场次")),
        (_now("参加"), whole.visits, _now("人次")),
        (_now("参加的人"), whole.people, _now("人")),
        (_now("参加的单位"), whole.units or None, _now("个单位")),
    )
    return [{"label": label, "value": value, "unit": unit, "href": href} for label, value, unit in named]


def by_unit(actor: Actor, campaign: Campaign, parts: Mapping[int, Tally]) -> dict[str, Any]:
    """One row a unit below, by the activities that it and those below it led, the busiest first."""
    columns = [Column(label=_now("单位"))]
    columns += [
        Column(label=label, align="end") for label in (_now("场次"), _now("人次"), _now("人"), _now("单位数"))
    ]
    seen = units(actor).in_bulk(list(parts))
    ordered = sorted(parts.items(), key=lambda part: (-part[1].events, part[0]))
    return {"columns": columns, "rows": [_line(campaign, seen.get(pk), tally) for pk, tally in ordered]}


def _line(campaign: Campaign, unit: Unit | None, tally: Tally) -> Row:
    numbers = (tally.events, tally.visits, tally.people, tally.units)
    if unit is None:
        # It led them when it lay here, and lies elsewhere now.
        return Row(cells=[_now("已调出的单位"), *map(plain, numbers)])
    href = list_href(campaign, state=COUNTED, led=unit.code)
    return Row(cells=[unit.name, *(Cell(text=plain(one), href=href if one else "") for one in numbers)])
