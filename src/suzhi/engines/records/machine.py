"""A record as a machine reads it: the same rows and the same masks as on its page."""

from __future__ import annotations

from typing import Any

from suzhi.engines.access.api import Actor
from suzhi.engines.kinds.api import Kind, all_kinds
from suzhi.engines.records.family import Family
from suzhi.engines.records.showing.masks import may_see, may_see_extra


def machine_view(family: Family, row: Any, actor: Actor) -> dict[str, Any]:
    """Field -> value; what this reader may not see is null and named in ``masked``."""
    seen = [name for name in family.facts if may_see(actor, row, name)]
    values = {
        name: fact.said.type.plain(fact, getattr(row, name)) if name in seen else None
        for name, fact in family.facts.items()
    }
    kind = all_kinds().get(row.kind) if family.kinds else None
    return {
        "family": family.code,
        "id": row.pk,
        "state": row.state,
        **values,
        **({"kind_name": kind.name if kind else row.kind} if family.kinds else {}),
        "extra": {name: value for name, value in row.extra.items() if _told(actor, row, kind, name)},
        "masked": [name for name in family.facts if name not in seen],
    }


def _told(actor: Actor, row: Any, kind: Kind | None, name: str) -> bool:
    entry = next((one for one in kind.fields if one["code"] == name), None) if kind else None
    return entry is not None and may_see_extra(actor, row, entry)
