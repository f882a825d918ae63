"""Reading evidence within the actor's reach."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet

from suzhi.engines.access.api import Actor, scope
from suzhi.engines.files.models import Evidence, EvidenceLink

OFFERED = 12


def offered_evidence(actor: Actor, subject: Any) -> list[Evidence]:
    """The latest files of the record's unit that do not stand behind it yet: what need not be brought again."""
    there = EvidenceLink.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    rows = scope(actor, "evidence.view", Evidence.objects.filter(unit=subject.unit_id))
    return list(rows.exclude(pk__in=there.values("evidence")).order_by("-created_at", "-pk")[:OFFERED])


def evidence_of(actor: Actor, subject: Model) -> QuerySet[Evidence]:
    """The files behind a record that the actor may see."""
    links = {"links__subject_type": subject._meta.label_lower, "links__subject_id": subject.pk}
    return scope(actor, "evidence.view", Evidence.objects.filter(**links)).order_by("created_at", "pk")
