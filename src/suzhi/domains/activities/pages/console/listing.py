"""The list of activities, declared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from suzhi.domains.activities.models import Activity
from suzhi.domains.activities.selectors import activities, campaigns, count_rosters
from suzhi.engines.access.api import Actor
from suzhi.engines.kinds.api import all_kinds, kind_choices
from suzhi.engines.org.api import UNIT_FILTER, Closure, units
from suzhi.engines.search.api import ListColumn, ListFilter, Listing, matching
from suzhi.engines.workflow.api import flagged, state_choices, state_label
from suzhi.kernel import clock
from suzhi.kernel.asked import parse_year
from suzhi.ui.api import Cell, Link, day, plain

YEARS_BACK = 12
# Of the campaigns in reach the latest are offered; the page of any other leads to its list.
CAMPAIGNS_OFFERED = 40
# Stands for every state whose records count.
COUNTED = "counted"


def kind_name(code: str) -> str:
    """A kind's name; the code itself when its pack is gone."""
    found = all_kinds().get(code)
    return found.label if found else code


def find(rows: QuerySet[Activity], text: str, actor: Actor) -> QuerySet[Activity]:
    """By key from its beginning, or by any part of the name or of its initials."""
    return matching(rows, text)


def prepare(rows: Sequence[Activity], actor: Actor) -> None:
    """Roster counts for the page."""
    count_rosters(list(rows))


def _visits(row: Activity) -> int | None:
    named: int = row.named  # type: ignore[attr-defined]
    return named or row.headcount


def _years(actor: Actor) -> list[tuple[str, str]]:
    now = clock.today().year
    return [(str(year), str(year)) for year in range(now, now - YEARS_BACK, -1)]


def _in_year(rows: QuerySet[Any], value: str, actor: Actor) -> QuerySet[Any]:
    year = parse_year(value)
    return rows.filter(starts_on__year=year) if year else rows.none()


def _in_state(rows: QuerySet[Any], value: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(flagged("counted")) if value == COUNTED else rows.filter(state=value)


def _states(actor: Actor) -> list[tuple[str, str]]:
    return [(COUNTED, _now("计入的")), *state_choices(Activity.processes())]


def _under_campaign(rows: QuerySet[Any], value: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(campaign__in=campaigns(actor).filter(code=value).order_by().values("pk"))


def _campaigns(actor: Actor) -> list[tuple[str, str]]:
    return list(campaigns(actor).values_list("code", "name")[:CAMPAIGNS_OFFERED])


def _campaign_name(code: str, actor: Actor) -> str:
    return campaigns(actor).filter(code=code).values_list("name", flat=True).first() or code


def _led_under(rows: QuerySet[Any], value: str, actor: Actor) -> QuerySet[Any]:
    """Activities whose organiser lay at or below the unit on the activity's own day; several codes with commas."""
    above = units(actor).filter(code__in=value.split(",")).values("pk")
    day_of = OuterRef("starts_on")
    held = Closure.objects.filter(ancestor__in=above, unit=OuterRef("unit"))
    return rows.filter(Exists(held.filter(valid_from__lte=day_of, valid_to__gte=day_of)))


def _led_by(value: str, actor: Actor) -> str:
    names = units(actor).filter(code__in=value.split(",")).order_by("code").values_list("name", flat=True)
    return _now("、").join(names) or value


def tabs(current: str) -> list[Link]:
    """Activities one by one, or gathered under themes."""
    names = (("activities:list", _now("活动")), ("activities:campaigns", _now("主题活动")))
    return [Link(label=label, href=reverse(name), current=name == current) for name, label in names]


ACTIVITIES = Listing(
    name="activities",
    title=_("活动"),
    rows=activities,
    find=find,
    prepare=prepare,
    order="-starts_on -id",
    unit=_("条"),
    cap=100_000,
    filters=(
        ListFilter(
            "kind",
            _("类别"),
            lambda rows, v, a: rows.filter(kind=v),
            lambda a: kind_choices("activity"),
        ),
        ListFilter("state", _("状态"), _in_state, _states),
        ListFilter("year", _("年份"), _in_year, _years),
        UNIT_FILTER,
        ListFilter("campaign", _("主题活动"), _under_campaign, _campaigns, _campaign_name),
        ListFilter("led", _("主办属于"), _led_under, say=_led_by),
    ),
    columns=(
        ListColumn(
            "name",
            _("名称"),
            lambda r: Cell(text=r.name, href=reverse("activities:record", args=[r.pk])),
            lambda r: r.name,
        ),
        ListColumn("kind", _("类别"), lambda r: kind_name(r.kind), lambda r: kind_name(r.kind)),
        ListColumn("unit", _("主办单位"), lambda r: r.unit.name, lambda r: r.unit.name),
        ListColumn("day", _("日期"), lambda r: day(r.starts_on), lambda r: r.starts_on, sort="starts_on"),
        ListColumn("visits", _("人次"), lambda r: plain(_visits(r)), _visits, align="end"),
        ListColumn("state", _("状态"), state_label, state_label),
        ListColumn("key", _("编号"), lambda r: r.key, lambda r: r.key, sort="key"),
    ),
)
