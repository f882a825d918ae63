"""Reading records of families. What leaves here is within the actor's scope."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from suzhi.engines.access.api import Actor, scope
from suzhi.engines.records.family import Family
from suzhi.engines.workflow.api import flagged


def records(actor: Actor, family: Family, permission: str = "records.view") -> QuerySet[Any]:
    """The records of the family in the actor's reach."""
    return scope(actor, permission, with_references(family))


def own_records(actor: Actor, family: Family) -> QuerySet[Any]:
    """What has been recorded of the actor's own person, as far as it counts."""
    return scope(actor, "own.view", with_references(family)).filter(flagged("counted"))


def with_references(family: Family) -> QuerySet[Any]:
    """Every record, with the rows that its fields name."""
    named = [name for name, fact in family.facts.items() if fact.field.is_relation]
    rows: QuerySet[Any] = (
        family.model._default_manager.select_related(*named) if named else family.model._default_manager.all()
    )
    return rows
