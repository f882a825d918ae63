"""What a call changed of its subject, read from the history that the triggers wrote: no service can forget to say it."""

from __future__ import annotations

from typing import Any

from django.db.models import Model


def changed_fields(subject: Model | None, call: Any) -> list[str]:
    """Names of the fields that differ from the row as it was before this call; nothing where no history is kept."""
    events = getattr(type(subject), "pgh_event_model", None)
    if subject is None or events is None or subject.pk is None:
        return []
    before = (
        events._base_manager.filter(pgh_obj_id=subject.pk, pgh_context_id=call).order_by("pgh_id").first()
    )
    if before is None:
        return []
    kept = {field.attname for field in events._meta.concrete_fields}
    fields = [field for field in subject._meta.concrete_fields if field.attname in kept]
    now = (
        type(subject)._base_manager.filter(pk=subject.pk).values(*(field.attname for field in fields)).first()
    )
    if now is None:
        return []
    return sorted(field.name for field in fields if getattr(before, field.attname) != now[field.attname])
