"""Whose the records of a family are: the unit's, or the unit's where the person sits on the record's day."""

from __future__ import annotations

from suzhi.engines.access.api import Policy, Reach
from suzhi.engines.records.families import all_families
from suzhi.engines.records.family import Family


def policy_of_family(family: Family) -> Policy:
    """Read from its fields."""
    own = next((f"{name}__account" for name, fact in family.facts.items() if fact.said.own), "")
    if family.has_unit:
        return Policy(family.model, unit="unit", view="records.view", own=own)
    person = family.facts[family.person]
    path = f"{person.name}__memberships"
    reach = Reach(f"{path}__unit", seat=path, on=person.said.at)
    return Policy(family.model, unit=reach, view="records.view", own=own)


POLICIES = [policy_of_family(family) for family in all_families().values()]
