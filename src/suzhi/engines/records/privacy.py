"""The privacy class of every field of every family, as the fields themselves say it."""

from __future__ import annotations

from django.db.models import Model

from suzhi.engines.records.families import all_families
from suzhi.engines.records.family import Family
from suzhi.kernel.privacy import Fields

# Who entered it and how far it has come is for those who work with it.
_INTERNAL = frozenset(
    {"state", "process", "rank", "return_reason", "recorded_by", "imported", "created_at", "extra"}
)


def privacy_of(family: Family) -> Fields:
    """All fields of the model by class."""
    found: dict[str, list[str]] = {}
    for one in family.model._meta.concrete_fields:
        said = family.facts[one.name].said.privacy if one.name in family.facts else "public"
        found.setdefault("internal" if one.name in _INTERNAL else said, []).append(one.name)
    return Fields(kept=family.kept, **{name: " ".join(names) for name, names in found.items()})


PRIVACY: dict[type[Model], Fields] = {one.model: privacy_of(one) for one in all_families().values()}
