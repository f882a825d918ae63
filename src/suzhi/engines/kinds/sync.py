"""Writes the registry into the kind table after every migrate, so that SQL can join it."""

from __future__ import annotations

from typing import Any

from suzhi.engines.kinds.models import Kind as KindRow
from suzhi.engines.kinds.registry import all_kinds


def sync_kinds(**_: Any) -> None:
    """Insert, update; a kind that left the packs stays, because records may still name it."""
    rows = [
        KindRow(code=k.code, family=k.family, name=k.name, counts_as=k.counts_as, function=k.function)
        for k in all_kinds().values()
    ]
    KindRow.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["family", "name", "counts_as", "function"],
    )
