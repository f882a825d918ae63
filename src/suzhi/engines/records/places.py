"""Where the records of families are opened."""

from __future__ import annotations

from suzhi.engines.access.api import Place
from suzhi.engines.records.families import all_families
from suzhi.engines.records.family import Family


def place_of_family(family: Family) -> Place:
    """Read from its code."""
    return Place(
        model=family.model._meta.label_lower,
        record=family.source_record,
        label=family.title,
        page=f"{family.code}:record",
        listing=f"{family.code}:list",
        menu=family.menu,
        unit="unit" if "unit" in family.table.filters.split() else "",
    )


PLACES = [place_of_family(family) for family in all_families().values()]
