"""Reading people and posts. What leaves here is within the actor's scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from suzhi.engines.access.api import Actor, named, scope
from suzhi.engines.people.models import Membership, Person, Post
from suzhi.engines.people.whose import seats_on
from suzhi.engines.search.api import matching
from suzhi.kernel import clock

# What stands for the name of a person whom the reader may not know.
NAMELESS = _("姓名不显示")


def people(actor: Actor, permission: str = "people.view") -> QuerySet[Person]:
    """The people whom the actor may see (or act on, by another permission).

    The same rows as the policy of Person gives, by way of the seats: half the work for a long list.
    """
    if actor.everywhere(permission):
        return scope(actor, permission, Person.objects.all())
    return Person.objects.filter(pk__in=seats(actor, permission).values("person"))


def seats(actor: Actor, permission: str = "people.view") -> QuerySet[Membership]:
    """The seats that hold today in the actor's units."""
    return scope(actor, permission, seats_on())


def count_people(actor: Actor, asked: dict[str, str], units: QuerySet[Any] | None = None) -> int | None:
    """How many are in reach (or in these units), counted by seats; nobody has two at a time."""
    if set(asked) - {"page", "sort", "unit"} or (units is None and actor.everywhere("people.view")):
        return None
    rows = seats(actor)
    return rows.filter(unit__in=units).count() if units is not None else rows.count()


def posts(actor: Actor, permission: str = "records.view") -> QuerySet[Post]:
    """The posts in the actor's units."""
    return scope(actor, permission, Post.objects.select_related("person", "unit"))


def name_posts(rows: Sequence[Post], actor: Actor) -> None:
    """Give each post ``told_name``: its person's name, where the reader may know it; one query for all."""
    told = set(
        named(actor, Post.objects.filter(pk__in=[row.pk for row in rows])).values_list("pk", flat=True)
    )
    for row in rows:
        row.told_name = row.person.name if row.pk in told else NAMELESS  # type: ignore[attr-defined]


def find_people(rows: QuerySet[Person], text: str, actor: Actor) -> QuerySet[Person]:
    """By number (from its beginning) or by a part of the name."""
    return matching(rows, text)


def in_units(rows: QuerySet[Person], units: Any) -> QuerySet[Person]:
    """Those who sit in one of the units now."""
    return rows.filter(Exists(seats_on().filter(person=OuterRef("pk"), unit__in=units)))


def seat_people(rows: Sequence[Person], actor: Actor | None = None) -> None:
    """Give each person ``seat``: the membership that holds now, in one query for all."""
    seats = seats_on().filter(person__in=[row.pk for row in rows]).select_related("unit")
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
