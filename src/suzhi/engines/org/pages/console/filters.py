"""The filter by unit that every list of records has: a unit stands for its subtree."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from suzhi.engines.access.api import Actor
from suzhi.engines.org.models import Unit
from suzhi.engines.org.selectors import beneath, open_units, units
from suzhi.engines.search.api import ListFilter

# Types whose units have subtrees worth filtering by; at most so many are offered.
_BROAD = ("city", "county", "zone", "system")
_OFFERED = 40


def subtree_of(code: str, actor: Actor) -> QuerySet[Any]:
    """Ids of the units at and below the unit of that code; none when it is out of reach."""
    return beneath(units(actor).filter(code=code).values_list("pk", flat=True))


def unit_name(code: str, actor: Actor) -> str:
    """The unit's name for a chip."""
    found = units(actor).filter(code=code).first()
    return found.name if found else code


def broad_units(actor: Actor) -> list[tuple[str, str]]:
    """The units that are offered as choices."""
    rows: QuerySet[Unit] = open_units(actor).filter(type__in=_BROAD).order_by("code")
    return [(unit.code, unit.name) for unit in rows[:_OFFERED]]


def _narrow(rows: QuerySet[Any], value: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(unit__in=subtree_of(value, actor))


UNIT_FILTER = ListFilter("unit", _("单位"), _narrow, broad_units, unit_name)
