"""From when to when a grant holds, said once for actors and for policies that go by grants."""

from __future__ import annotations

from django.db.models import Q

from suzhi.kernel import clock


def in_force(way: str = "") -> Q:
    """The grants (at the end of a path) that hold today."""
    at = f"{way}__" if way else ""
    return not_ended(way) & Q(**{f"{at}valid_from__lte": clock.today()})


def not_ended(way: str = "") -> Q:
    """Those that hold today or will hold."""
    at = f"{way}__" if way else ""
    return Q(**{f"{at}valid_to__isnull": True}) | Q(**{f"{at}valid_to__gte": clock.today()})
