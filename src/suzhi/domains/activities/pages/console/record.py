"""What an activity's page says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suzhi.domains.activities.models import Activity, Campaign, Participation
from suzhi.domains.activities.pages.console.listing import kind_name
from suzhi.engines.kinds.api import all_kinds, extra_pairs
from suzhi.engines.workflow.api import Guard, stated, write
from suzhi.ui.api import Cell, Column, Pair, Row, day, plain

# Field -> label and how its value is written, for the history.
NAMES: dict[str, tuple[Any, Any]] = {
    "return_reason": (gettext_lazy("退回理由"), write),
    "kind": (gettext_lazy("类别"), kind_name),
    "name": (gettext_lazy("名称"), write),
    "starts_on": (gettext_lazy("开始日期"), write),
    "ends_on": (gettext_lazy("结束日期"), write),
    "place": (gettext_lazy("地点"), write),
    "theme": (gettext_lazy("主题"), write),
    "headcount": (gettext_lazy("参加人次"), write),
    "hours": (gettext_lazy("学时"), write),
    "campaign_id": (gettext_lazy("所属主题活动"), lambda value: _campaign_name(value)),
    "extra": (
        gettext_lazy("其他项目"),
        lambda value: _("；").join(f"{k} {v}" for k, v in (value or {}).items()) or "–",
    ),
}


def _campaign_name(pk: int | None) -> str:
    """A campaign by its name; one that was deleted since by its number."""
    return write(pk and (Campaign.objects.filter(pk=pk).values_list("name", flat=True).first() or pk))


def guard(activity: Activity) -> Guard:
    """Over an activity while its form is open."""
    return Guard(activity, stated(activity, NAMES), ((gettext_lazy("协办单位"), _partner_units),))


def _partner_units(activity: Activity) -> str:
    return ",".join(map(str, activity.partners.order_by("unit_id").values_list("unit_id", flat=True)))


def pairs_of(activity: Activity, named: int) -> list[Pair]:
    """What, who, where, when."""
    pairs = [
        Pair(label=_("类别"), value=kind_name(activity.kind)),
        Pair(
            label=_("主办单位"), value=activity.unit.name, href=reverse("org:unit", args=[activity.unit_id])
        ),
        Pair(label=_("日期"), value=_days(activity)),
        Pair(label=_("编号"), value=activity.key),
    ]
    partners = [row.unit.name for row in activity.partners.select_related("unit")]
    optional = (
        (_("地点"), activity.place),
        (_("主题"), activity.theme),
        (_("协办单位"), _("、").join(partners)),
        (_("学时"), plain(activity.hours) if activity.hours is not None else ""),
    )
    pairs += [Pair(label=label, value=value) for label, value in optional if value]
    if activity.campaign:
        where = reverse("activities:campaign", args=[activity.campaign_id])
        pairs.append(Pair(label=_("所属主题活动"), value=activity.campaign.name, href=where))
    pairs.append(Pair(label=_("参加"), value=_taken_part(activity, named)))
    kind = all_kinds().get(activity.kind)
    if kind:
        pairs += [Pair(label=label, value=value) for label, value in extra_pairs(kind, activity.extra)]
    return pairs


def _days(activity: Activity) -> str:
    if activity.ends_on and activity.ends_on != activity.starts_on:
        return _("%(first)s至%(last)s") % {"first": day(activity.starts_on), "last": day(activity.ends_on)}
    return day(activity.starts_on)


def _taken_part(activity: Activity, named: int) -> str:
    """The roster counts where there is one; a head-count beside it is shown as what it is."""
    if named and activity.headcount is not None and activity.headcount != named:
        return _("名单 %(named)s 人（另记 %(head)s 人次，按名单计数）") % {
            "named": named,
            "head": activity.headcount,
        }
    if named:
        return _("名单 %s 人") % plain(named)
    if activity.headcount is not None:
        return _("%s 人次（无名单）") % plain(activity.headcount)
    return _("未登记")


def roster_table(rows: Sequence[Participation], correctable: bool = False) -> dict[str, Any]:
    """Columns and rows of the roster; a way to correct each line for who may."""
    columns = [
        Column(label=_("姓名")),
        Column(label=_("人员编号")),
        Column(label=_("单位")),
        Column(label=_("角色")),
        Column(label=_("学时"), align="end"),
        Column(label=_("成绩"), align="end"),
        Column(label=_("结果")),
    ]
    if correctable:
        columns.append(Column(label=_("更正")))
    lines = [
        Row(
            key=str(row.person_id),
            cells=[
                Cell(text=row.person.name, href=reverse("people:person", args=[row.person_id])),
                row.person.key,
                row.person.unit_name,  # type: ignore[attr-defined]
                row.role or "–",
                plain(row.hours),
                plain(row.score),
                row.result or "–",
                *([_correct(row)] if correctable else []),
            ],
        )
        for row in rows
    ]
    return {"columns": columns, "rows": lines}


def _correct(row: Participation) -> Cell:
    return Cell(text=_("更正"), href=reverse("activities:participant", args=[row.activity_id, row.person_id]))
