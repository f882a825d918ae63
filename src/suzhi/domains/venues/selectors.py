"""Reading venues. What leaves here is within the actor's scope."""

from __future__ import annotations

from django.db.models import QuerySet

from suzhi.domains.venues.models import Venue
from suzhi.engines.access.api import Actor, scope


def venues(actor: Actor, permission: str = "records.view") -> QuerySet[Venue]:
    """The venues in the actor's units."""
    return scope(actor, permission, Venue.objects.select_related("unit"))
