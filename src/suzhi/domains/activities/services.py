"""Recording what happened. One call, one transaction, one act."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from suzhi.domains.activities import rules
from suzhi.domains.activities.models import Activity, Campaign, Participation, Partner
from suzhi.engines.access.api import Actor, allow, done_already, note, scope, service
from suzhi.engines.kinds.api import Kind, check_extra
from suzhi.engines.org.api import Unit
from suzhi.engines.people.api import Person
from suzhi.engines.workflow.api import (
    Doubt,
    Workflow,
    advance,
    first_state,
    must_be_editable,
    next_key,
    settle,
    workflow,
)
from suzhi.kernel.errors import Refusal
from suzhi.kernel.letters import code_letters

FACTS = ("kind", "name", "starts_on", "ends_on", "place", "theme", "headcount", "hours", "campaign", "extra")


@service("activities.record", "登记活动")
def record_activity(
    *,
    actor: Actor,
    unit: Unit,
    kind: str,
    name: str,
    starts_on: date,
    ends_on: date | None = None,
    place: str = "",
    theme: str = "",
    headcount: int | None = None,
    hours: Decimal | None = None,
    campaign: Campaign | None = None,
    partners: Sequence[Unit] = (),
    people: Sequence[Person] = (),
    extra: dict[str, Any] | None = None,
    key: str = "",
    confirm: bool = False,
    acknowledged: Collection[str] = (),
) -> Activity:
    """Enter an activity of its lead organiser, with partners and a roster; ``confirm`` makes it count at once."""
    allow(actor, "records.record", unit)
    found = rules.check_kind(kind)
    activity = Activity(
        unit=unit,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        place=place.strip(),
        theme=theme.strip(),
        headcount=headcount,
        hours=hours,
        campaign=campaign,
        name=name,
        extra=extra or {},
        state=first_state(workflow(found.workflow)),
        recorded_by=actor.account,
    )
    _check(actor, activity, found, None)
    settle(_doubts(activity, len(people)), acknowledged)
    activity.key = _free_key(key) if key.strip() else next_key(Activity, "HD", starts_on.year)
    activity.save(force_insert=True)
    _set_partners(activity, partners)
    _add_people(actor, activity, people)
    step = process_of(activity).at_once if confirm else None
    if step:
        _step(actor, activity, step.code)
    return activity


@service("activities.change", "更正活动")
def change_activity(
    *,
    actor: Actor,
    activity: Activity,
    partners: Sequence[Unit] | None = None,
    acknowledged: Collection[str] = (),
    **facts: Any,
) -> Activity:
    """Correct an activity; what it was stays in its history."""
    activity = locked(activity)
    strangers = set(facts) - set(FACTS)
    if strangers:
        raise TypeError(f"not facts of an activity: {sorted(strangers)}")
    state = must_be_editable(actor, process_of(activity), activity)
    named = activity.participations.count()
    before = {field: getattr(activity, field) for field in facts}
    for field, value in facts.items():
        setattr(activity, field, value)
    _check(actor, activity, rules.check_kind(activity.kind), before.get("campaign", activity.campaign))
    if "counted" in state.flags:
        rules.check_happened(activity)
    if before.get("starts_on", activity.starts_on) != activity.starts_on:
        rules.check_born(activity.starts_on, Person.objects.filter(participations__activity=activity))
    settle(_doubts(activity, named), acknowledged)
    activity.save(update_fields=[*facts, "name"])
    if partners is not None:
        _set_partners(activity, partners)
    note(fields=sorted(field for field in facts if before[field] != getattr(activity, field)))
    return activity


@service("activities.step", "办理活动")
def step_activity(*, actor: Actor, activity: Activity, step: str, reason: str = "") -> Activity:
    """Confirm, return with a reason, review or verify."""
    activity = locked(activity)
    _step(actor, activity, step, reason)
    note(step=step, reason=reason)
    return activity


@service("activities.delete", "删除活动草稿")
def delete_activity(*, actor: Actor, activity: Activity) -> None:
    """Throw away a record that never counted; its rows stay in the history tables."""
    activity = locked(activity)
    allow(actor, "records.record", activity)
    state = process_of(activity).state(activity.state)
    if "open" not in state.flags:
        raise Refusal(
            "activities.delete", _("“%s”的活动不能删除。") % state.label, _("请改用“退回”，退回后才能删除。")
        )
    note(key=activity.key, unit_id=activity.unit_id)
    activity.delete()


@service("activities.add_participants", "添加参加人员")
def add_participants(
    *, actor: Actor, activity: Activity, people: Sequence[Person], role: str = ""
) -> Activity:
    """Put people on the roster; who is on it already is passed over."""
    activity = locked(activity)
    must_be_editable(actor, process_of(activity), activity)
    there = set(activity.participations.values_list("person_id", flat=True))
    fresh = [person for person in people if person.pk not in there]
    _add_people(actor, activity, fresh, role)
    note(added=len(fresh))
    return activity


@service("activities.remove_participants", "删去参加人员")
def remove_participants(*, actor: Actor, activity: Activity, people: Sequence[Person]) -> Activity:
    """Take people off the roster."""
    activity = locked(activity)
    must_be_editable(actor, process_of(activity), activity)
    gone, _kinds = activity.participations.filter(person__in=people).delete()
    if not gone:
        raise done_already(activity, _("所选的人已不在名单上，没有再办。"))
    note(removed=gone)
    return activity


def process_of(activity: Activity) -> Workflow:
    """The workflow that it stands in."""
    return activity.own_process


def locked(activity: Activity) -> Activity:
    """The row as it is now, held until the transaction ends."""
    return Activity.objects.select_for_update(of=("self",)).select_related("unit").get(pk=activity.pk)


def _check(actor: Actor, activity: Activity, kind: Kind, joined: Campaign | None) -> None:
    """``joined``: the campaign to which it belonged before, which is asked nothing again."""
    activity.name = rules.check_name(activity.name)
    rules.check_dates(activity.starts_on, activity.ends_on)
    rules.check_numbers(activity.headcount, activity.hours)
    activity.extra = check_extra(kind, activity.extra)
    if activity.campaign and activity.campaign != joined:
        allow(actor, "records.view", activity.campaign)
        rules.check_campaign(activity, activity.campaign)


def _doubts(activity: Activity, named: int) -> Iterator[Doubt]:
    yield from rules.roster_doubts(activity.headcount, named)
    yield from rules.hours_doubts(activity)
    yield from rules.campaign_doubts(activity)
    yield from rules.twin_doubts(activity)


def _free_key(key: str) -> str:
    key = code_letters(key).strip()
    if " " in key or len(key) > 32 or Activity.objects.filter(key=key).exists():
        raise Refusal(
            "activities.key", _("活动编号“%s”不能用或已有。") % key, _("请核对编号，或留空由系统编号。")
        )
    return key


def _step(actor: Actor, activity: Activity, step: str, reason: str = "") -> None:
    process = process_of(activity)
    advance(actor, process, activity, step, reason)
    if "counted" in process.state(activity.state).flags:
        rules.check_happened(activity)
    activity.save(update_fields=["state", "rank", "return_reason"])


def _set_partners(activity: Activity, partners: Sequence[Unit]) -> None:
    wanted = {unit.pk for unit in partners} - {activity.unit_id}
    activity.partners.exclude(unit_id__in=wanted).delete()
    there = set(activity.partners.values_list("unit_id", flat=True))
    Partner.objects.bulk_create(Partner(activity=activity, unit_id=pk) for pk in sorted(wanted - there))


def _add_people(actor: Actor, activity: Activity, people: Sequence[Person], role: str = "") -> None:
    if not people:
        return
    rules.check_once(people)
    rules.check_born(activity.starts_on, people)
    wanted = {person.pk for person in people}
    seen = scope(actor, "people.view", Person.objects.filter(pk__in=wanted)).count()
    if seen != len(wanted):
        raise Refusal(
            "activities.stranger", _("名单里有不在管理范围内的人员。"), _("请只选择本单位及下级单位的人员。")
        )
    Participation.objects.bulk_create(
        [
            Participation(activity=activity, person=person, role=role, hours=activity.hours)
            for person in people
        ],
        batch_size=2000,
    )
