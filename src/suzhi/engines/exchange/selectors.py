"""Reading about imports."""

from __future__ import annotations

from django.db.models import QuerySet

from suzhi.engines.access.api import Actor, scope
from suzhi.engines.exchange.models import Import


def imports(actor: Actor) -> QuerySet[Import]:
    """The imports that the actor may see, newest first."""
    return scope(actor, "import.run", Import.objects.select_related("actor")).order_by("-id")
