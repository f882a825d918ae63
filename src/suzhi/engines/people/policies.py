"""People belong to the unit of their present seat; posts to the unit in which they are held."""

from __future__ import annotations

from suzhi.engines.access.api import Policy, Reach
from suzhi.engines.people.models import Membership, Person, Post

POLICIES = [
    Policy(Person, unit=Reach("memberships__unit", seat="memberships"), view="people.view", own="account"),
    Policy(Membership, unit="unit", view="people.view", own="person__account"),
    Policy(Post, unit="unit", view="records.view", own="person__account"),
]
