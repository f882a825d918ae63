"""Reading activities. What leaves here is within the actor's scope."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from suzhi.domains.activities.models import Activity, Campaign, Participation
from suzhi.engines.access.api import Actor, named, scope
from suzhi.engines.org.api import Closure
from suzhi.engines.people.api import Person, seated
from suzhi.kernel import clock


def activities(actor: Actor, permission: str = "records.view") -> QuerySet[Activity]:
    """The activities in the actor's units, and those in which they are partners when only looking."""
    return scope(actor, permission, Activity.objects.select_related("unit"))


def campaigns(actor: Actor) -> QuerySet[Campaign]:
    """The themes that the actor's units may join: their own and those of the units above."""
    return scope(actor, "records.view", Campaign.objects.select_related("unit")).order_by("-id")


def open_campaigns(actor: Actor, unit_id: int | None = None) -> QuerySet[Campaign]:
    """Those of them that still take activities; with a unit, those of it and of the units above it."""
    rows = campaigns(actor).filter(closed_on__isnull=True)
    if unit_id is None:
        return rows
    today = clock.today()
    above = Closure.objects.filter(unit_id=unit_id, valid_from__lte=today, valid_to__gte=today)
    return rows.filter(unit__in=above.values("ancestor_id"))


def roster(actor: Actor, activity: Activity) -> QuerySet[Participation]:
    """Who took part, by name: of whom the reader may know the name. A partner sees its own people."""
    rows = activity.participations.select_related("person").order_by("person__name", "id")
    return rows if sees_whole_roster(actor, activity) else named(actor, rows)


def sees_whole_roster(actor: Actor, activity: Activity) -> bool:
    """Whose activity it is sees everybody on it: the policy's first way, without asking it row by row."""
    return actor.covers("people.view", activity.unit_id)


def roster_units(participations: list[Participation]) -> None:
    """Give each participant's person ``unit_name``, in one query for all."""
    people = seated(Person.objects.filter(pk__in=[row.person_id for row in participations]))
    names = {person.pk: person.unit_name for person in people}  # type: ignore[attr-defined]
    for row in participations:
        row.person.unit_name = names.get(row.person_id, "")  # type: ignore[attr-defined]


def count_rosters(rows: list[Activity]) -> None:
    """Give each activity ``named``: how many are on its roster, in one query for all."""
    counted = (
        Participation.objects.filter(activity__in=[row.pk for row in rows])
        .order_by()
        .values_list("activity_id")
        .annotate(Count("pk"))
    )
    named = dict(counted)
    for row in rows:
        row.named = named.get(row.pk, 0)  # type: ignore[attr-defined]
