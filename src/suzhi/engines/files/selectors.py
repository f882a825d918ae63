"""Reading evidence within the actor's reach."""

from __future__ import annotations

from django.db.models import Model, QuerySet

from suzhi.engines.access.api import Actor, scope
from suzhi.engines.files.models import Evidence


def evidence_of(actor: Actor, subject: Model) -> QuerySet[Evidence]:
    """The files behind a record that the actor may see."""
    links = {"links__subject_type": subject._meta.label_lower, "links__subject_id": subject.pk}
    return scope(actor, "evidence.view", Evidence.objects.filter(**links)).order_by("created_at", "pk")
