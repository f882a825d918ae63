"""People belong to the unit of their present seat; posts to the unit in which they are held."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from suzhi.engines.access.api import Policy, Reach
from suzhi.engines.people.models import Membership, Person, Post
from suzhi.engines.people.whose import sits


def _today(way: str) -> Callable[[], Q]:
    return lambda: sits(way)


POLICIES = [
    Policy(
        Person,
        unit=Reach("memberships__unit", holds=_today("memberships")),
        view="people.view",
        own="account",
        names="people.view",
    ),
    Policy(Membership, unit=Reach("unit", holds=sits), view="people.view", own="person__account"),
    Policy(Post, unit="unit", view="records.view", own="person__account", names="people.view"),
]
