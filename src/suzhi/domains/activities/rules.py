"""What must hold of an activity, and what looks doubtful."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from suzhi.domains.activities.models import Activity, Campaign
from suzhi.engines.kinds.api import Kind, kind
from suzhi.engines.org.api import Closure
from suzhi.engines.people.api import Person
from suzhi.engines.workflow.api import Doubt
from suzhi.kernel import clock
from suzhi.kernel.dates import day_after, write_day
from suzhi.kernel.errors import Refusal
from suzhi.kernel.letters import visible

MOST_HEADCOUNT = 100_000
MOST_HOURS = 10_000
DAILY_HOURS = 12
MOST_SCORE = 99_999
LONGEST_DAYS = 366 * 2
ALIKE = 0.8


def check_kind(code: str) -> Kind:
    """An activity is of an activity kind."""
    found = kind(code)
    if found.family != "activity":
        raise Refusal("activities.kind", _("“%s”不是活动类别。") % found.label, _("请从活动类别中选择。"))
    return found


def check_name(name: str) -> str:
    """An activity has a name."""
    name = " ".join(visible(name).split())
    if not name or len(name) > 200:
        raise Refusal("activities.name", _("活动名称须为 1 至 200 字。"), _("请填写活动名称。"))
    return name


def check_dates(starts_on: date, ends_on: date | None) -> None:
    """An activity ends on or after the day it starts, and not years later."""
    if ends_on and ends_on < starts_on:
        raise Refusal("activities.end_before_start", _("结束日期早于开始日期。"), _("请核对两个日期。"))
    if ends_on and (ends_on - starts_on).days > LONGEST_DAYS:
        raise Refusal("activities.too_long", _("活动持续超过两年。"), _("请核对日期，或分次记录。"))


def check_numbers(headcount: int | None, hours: object) -> None:
    """Head-counts and hours that can be true."""
    if headcount is not None and not 0 <= headcount <= MOST_HEADCOUNT:
        raise Refusal(
            "activities.headcount",
            _("参加人次 %s 不合理。") % headcount,
            _("一次活动至多 %s 人次；请核对是否多写了几位。") % MOST_HEADCOUNT,
        )
    if hours is not None and not 0 <= hours <= MOST_HOURS:  # type: ignore[operator]
        raise Refusal("activities.hours", _("学时 %s 不合理。") % hours, _("请核对学时。"))


def check_result(facts: Mapping[str, Any]) -> None:
    """Hours, score, role and result of one participant that can be true."""
    check_numbers(None, facts.get("hours"))
    score = facts.get("score")
    if score is not None and not -MOST_SCORE <= score <= MOST_SCORE:
        raise Refusal("activities.score", _("成绩 %s 不合理。") % score, _("请核对是否多写了几位。"))
    for field in ("role", "result"):
        if len(facts.get(field) or "") > 40:
            raise Refusal(
                "activities.result",
                _("“%s”超过 40 字。") % facts[field],
                _("请写得短一些，如“合格”“一等奖”。"),
            )


def check_happened(activity: Activity) -> None:
    """What counts must have begun: a plan for next month is no record."""
    if activity.starts_on > clock.today():
        raise Refusal(
            "activities.future_date",
            _("活动开始日期 %s 在今天之后，不能确认。") % write_day(activity.starts_on),
            _("请核对日期；尚未举办的活动可先存为草稿。"),
        )


def check_born(starts_on: date, people: Iterable[Person]) -> None:
    """Nobody takes part before birth."""
    unborn = [one.name for one in people if one.born_on and one.born_on > starts_on]
    if unborn:
        raise Refusal(
            "activities.before_birth",
            _("活动日期早于参加人员的出生日期：%s。") % "、".join(unborn[:5]),
            _("请核对活动日期或人员。"),
        )


def check_once(people: Iterable[Person]) -> None:
    """Nobody is on a roster twice."""
    seen: set[int] = set()
    for person in people:
        if person.pk in seen:
            raise Refusal(
                "activities.twice",
                _("参加人员“%s”（%s）重复。") % (person.name, person.key),
                _("请删去重复的一行。"),
            )
        seen.add(person.pk)


def roster_doubts(headcount: int | None, named: int) -> Iterator[Doubt]:
    """With a roster the roster counts; a head-count that differs deserves a look."""
    if headcount is not None and named and headcount < named:
        yield Doubt(
            "activities.headcount_below_roster",
            _("参加人次 %(head)s 少于名单的 %(named)s 人。") % {"head": headcount, "named": named},
            _("有名单时按名单计数。如无误，请勾选“仍然保存”。"),
        )


def nobody_doubts(traits: Container[str], headcount: int | None, named: int) -> Iterator[Doubt]:
    """What is confirmed with neither a roster nor a head-count counts with nobody in it."""
    asked = "roster" in traits or "headcount" in traits
    if asked and not named and headcount is None:
        yield Doubt(
            "activities.nobody",
            _("没有登记参加情况：既没有名单，也没有参加人次。"),
            _("确认后这场活动计入场次，不计入人数和人次。如无误，请勾选“仍然保存”。"),
        )


def hours_doubts(activity: Activity) -> Iterator[Doubt]:
    """More class hours than the days of the activity hold: probably minutes, or a sum over the people."""
    days = ((activity.ends_on or activity.starts_on) - activity.starts_on).days + 1
    if activity.hours is not None and activity.hours > DAILY_HOURS * days:
        given = {"hours": f"{activity.hours.normalize():f}", "days": days}
        yield Doubt(
            "activities.hours_a_day",
            _("%(days)s 天的活动填了 %(hours)s 学时。") % given,
            _("学时是每个参加人的，不是合计，也不是分钟。如无误，请勾选“仍然保存”。"),
        )


def check_campaign(activity: Activity, wanted: Campaign) -> None:
    """An activity joins a campaign that is open, of its own unit or of one above it (on its day, or now)."""
    # As it is now: it may have been closed while the form was open.
    campaign = Campaign.objects.select_related("unit").get(pk=wanted.pk)
    if campaign.closed_on:
        raise Refusal(
            "activities.campaign_closed",
            _("主题活动“%s”已结束，不再归入新的活动。") % campaign.name,
            _("请选择进行中的主题活动，或请建立它的单位重新开放。"),
        )
    days = (activity.starts_on, clock.today())
    above = Closure.objects.filter(unit_id=activity.unit_id, ancestor_id=campaign.unit_id)
    if not any(above.filter(valid_from__lte=day, valid_to__gte=day).exists() for day in days):
        raise Refusal(
            "activities.campaign_foreign",
            _("主题活动“%(name)s”由%(owner)s建立，不是主办单位或其上级。")
            % {"name": campaign.name, "owner": campaign.unit.name},
            _("请选择主办单位或其上级单位建立的主题活动。"),
        )


def check_campaign_dates(starts_on: date | None, ends_on: date | None) -> None:
    """A campaign ends on or after the day it starts."""
    if starts_on and ends_on and ends_on < starts_on:
        raise Refusal(
            "activities.campaign_dates", _("主题活动的结束日期早于开始日期。"), _("请核对两个日期。")
        )


def campaign_doubts(activity: Activity) -> Iterator[Doubt]:
    """An activity outside its campaign's days was probably put under the wrong year's campaign."""
    campaign = activity.campaign
    if campaign is None:
        return
    early = campaign.starts_on and activity.starts_on < campaign.starts_on
    if early or (campaign.ends_on and activity.starts_on > campaign.ends_on):
        yield Doubt(
            "activities.outside_campaign",
            _("活动日期 %(day)s 不在主题活动“%(name)s”的起止日期之内。")
            % {"day": write_day(activity.starts_on), "name": campaign.name},
            _("请核对是不是这一年的主题活动。如无误，请勾选“仍然保存”。"),
        )


def twin_doubts(activity: Activity) -> Iterator[Doubt]:
    """The same kind, unit and day (give or take one) under nearly the same name: probably entered twice."""
    near = Activity.objects.filter(
        kind=activity.kind,
        unit_id=activity.unit_id,
        starts_on__range=(day_after(activity.starts_on, -1), day_after(activity.starts_on)),
    ).exclude(pk=activity.pk)
    for other in near.order_by("-id")[:20]:
        if alike(activity.name, other.name):
            yield Doubt(
                "activities.twin",
                _("可能重复：%(day)s 已有“%(name)s”（%(key)s）。")
                % {"day": write_day(other.starts_on), "name": other.name, "key": other.key},
                _("如是另一场活动，请勾选“仍然保存”。"),
            )
            return


def alike(one: str, other: str) -> bool:
    """Names that differ only by a character or two, by spaces or by brackets."""
    one, other = _core(one), _core(other)
    return one == other or SequenceMatcher(None, one, other).ratio() >= ALIKE


def _core(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())
