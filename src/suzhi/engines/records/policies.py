"""Whose the records of a family are: the unit's, or the unit's where the person sits on the record's day."""

from __future__ import annotations

from django.db.models import F

from suzhi.engines.access.api import Policy, Reach
from suzhi.engines.people.api import sits
from suzhi.engines.records.families import all_families
from suzhi.engines.records.family import Family


def policy_of_family(family: Family) -> Policy:
    """Read from its fields."""
    own = next((f"{name}__account" for name, fact in family.facts.items() if fact.said.own), "")
    names = "people.view" if family.person else ""
    if family.has_unit:
        return Policy(family.model, unit="unit", view="records.view", own=own, names=names)
    fact = family.facts[family.person]
    day = F(fact.said.at) if fact.said.at else None
    seat = f"{fact.name}__memberships"
    reach = Reach(f"{seat}__unit", holds=lambda: sits(seat, day))
    return Policy(family.model, unit=reach, view="records.view", own=own, names=names)


POLICIES = [policy_of_family(family) for family in all_families().values()]
