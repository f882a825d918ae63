"""Reading people and posts. What leaves here is within the actor's scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from suzhi.engines.access.api import Actor, scope
from suzhi.engines.people.models import Membership, Person, Post
from suzhi.engines.search.api import matching
from suzhi.kernel import clock
from suzhi.kernel.dates import FOREVER


def people(actor: Actor, permission: str = "people.view") -> QuerySet[Person]:
    """The people whom the actor may see (or act on, by another permission).

    The same rows as the policy of Person gives, by way of the seats: half the work for a long list.
    """
    if actor.everywhere(permission):
        return scope(actor, permission, Person.objects.all())
    return Person.objects.filter(pk__in=seats(actor, permission).values("person"))


def seats(actor: Actor, permission: str = "people.view") -> QuerySet[Membership]:
    """The seats that hold today in the actor's units."""
    today = clock.today()
    return scope(actor, permission, Membership.objects.filter(seat_from__lte=today, seat_to__gte=today))


def count_people(actor: Actor, asked: dict[str, str], units: QuerySet[Any] | None = None) -> int | None:
    """How many are in reach (or in these units), counted by seats; nobody has two at a time."""
    if set(asked) - {"page", "sort", "unit"} or (units is None and actor.everywhere("people.view")):
        return None
    rows = seats(actor)
    return rows.filter(unit__in=units).count() if units is not None else rows.count()


def posts(actor: Actor, permission: str = "records.view") -> QuerySet[Post]:
    """The posts in the actor's units."""
    return scope(actor, permission, Post.objects.select_related("person", "unit"))


def find_people(rows: QuerySet[Person], text: str, actor: Actor) -> QuerySet[Person]:
    """By number (from its beginning) or by a part of the name."""
    return matching(rows, text)


def in_units(rows: QuerySet[Person], units: Any) -> QuerySet[Person]:
    """Those who sit in one of the units now."""
    seats = Membership.objects.filter(person=OuterRef("pk"), unit__in=units, seat_to=FOREVER)
    return rows.filter(Exists(seats))


def seat_people(rows: Sequence[Person], actor: Actor | None = None) -> None:
    """Give each person ``seat``: the membership that holds now, in one query for all."""
    seats = Membership.objects.filter(person__in=[row.pk for row in rows], seat_to=FOREVER).select_related(
        "unit"
    )
    by_person = {seat.person_id: seat for seat in seats}
    for row in rows:
        row.seat = by_person.get(row.pk)  # type: ignore[attr-defined]


def memberships(person: Person) -> list[Membership]:
    """Where the person has belonged, the latest first."""
    return list(person.memberships.select_related("unit").order_by("-seat_to"))


def holding(rows: QuerySet[Post], on: date | None = None) -> QuerySet[Post]:
    """The posts that are held on a day."""
    day = on or clock.today()
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
