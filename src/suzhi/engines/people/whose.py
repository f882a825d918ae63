"""Whose a person is on which day. Policies, lists, rosters, sheets and figures all read it here.

Seats (``Membership.seat_from`` to ``seat_to``) stretch the memberships of a person over all time without gap or
overlap, so on every day a person is exactly one unit's: a transfer dated next month changes nothing before that day.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from suzhi.engines.people.models import Membership, Person
from suzhi.kernel import clock


def sits(at: str = "", on: Any = None) -> Q:
    """The seat at the end of the path ``at`` holds on the day (today); ``on`` may be a day or an expression."""
    way = f"{at}__" if at else ""
    day = clock.today() if on is None else on
    return Q(**{f"{way}seat_from__lte": day, f"{way}seat_to__gte": day})


def sits_sql(seat: str, day: str) -> str:
    """The same for statements over sets: aliases of the seat's table and of the day."""
    return f"{seat}.seat_from <= {day} AND {seat}.seat_to >= {day}"


def seats_on(day: date | None = None) -> QuerySet[Membership]:
    """Every person's seat on the day (today)."""
    return Membership.objects.filter(sits(on=day))


def seated(rows: QuerySet[Person], on: date | None = None) -> QuerySet[Person]:
    """With the unit in which each person sits on the day (today), and since when he has left it."""
    return rows.filter(sits("memberships", on)).annotate(
        unit_name=F("memberships__unit__name"),
        seat_unit=F("memberships__unit_id"),
        left_on=F("memberships__left_on"),
    )
