"""Records of families can be found by key and by any part of what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from suzhi.engines.access.api import Actor
from suzhi.engines.records.families import all_families
from suzhi.engines.records.family import Family
from suzhi.engines.records.listing.tables import found_by
from suzhi.engines.records.selectors import records
from suzhi.engines.records.showing.masks import open_people, shown
from suzhi.engines.search.api import Finder, Hit


def finder_of(family: Family) -> Finder:
    """The group of the search page."""

    def hits(rows: Sequence[Any], actor: Actor) -> list[Hit]:
        open_people(actor, family, rows)
        return [_hit(family, row, actor) for row in rows]

    return Finder(
        family.source_record,
        family.title,
        "records.view",
        lambda actor, text: found_by(family, records(actor, family), text).order_by(
            *family.table.order.split()
        ),
        hits,
        lambda text: f"{reverse(f'{family.code}:list')}?{urlencode({'q': text})}",
    )


def _hit(family: Family, row: Any, actor: Actor) -> Hit:
    names = [name for name in ("unit", family.day) if name in family.facts]
    note = " ".join(shown(actor, row, name) for name in names)
    return Hit(shown(actor, row, family.titled), note, reverse(f"{family.code}:record", args=[row.pk]))


FINDERS = [finder_of(family) for family in all_families().values()]
