"""Reading about imports."""

from __future__ import annotations

from django.db.models import QuerySet

from suzhi.engines.access.api import Actor, scope
from suzhi.engines.exchange.models import Import, Job, JobKind


def imports(actor: Actor) -> QuerySet[Import]:
    """The imports that the actor may see, newest first."""
    return scope(actor, "import.run", Import.objects.select_related("actor")).order_by("-id")


def exports_of(actor: Actor) -> QuerySet[Job]:
    """The person's own exports, newest first; nobody else's file, whatever the role."""
    if actor.account_id is None:
        return Job.objects.none()
    mine = Job.objects.filter(kind=JobKind.EXPORT, account=actor.account)
    return scope(actor, "export.run", mine).order_by("-id")
