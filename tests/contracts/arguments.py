"""What stands for each argument of each address, for one unit's row. A new address must say so here."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse

from contracts.addresses import Address
from contracts.world import World
from suzhi.domains.plans.api import Duty, Indicator
from suzhi.engines.metrics.models import Preview

# "namespace:name" or "namespace" -> the model that its pk names
ROWS = {
    "activities": "activities.Activity",
    "activities:campaign*": "activities.Campaign",
    "venues": "venues.Venue",
    "people": "people.Person",
    "people:post": "people.Post",
    "people:post_step": "people.Post",
    "people:post_end": "people.Post",
    "org": "org.Unit",
    "files": "files.Evidence",
    "accounts": "accounts.Account",
    "accounts:take": "access.Grant",
    "exchange": "exchange.Import",
    "exchange:export*": "exchange.Job",
    "reports": "metrics.Issue",
    "reports:draft*": "reports.ReportDraft",
    "workflow": "activities.Activity",
    "plans:draft*": "plans.Draft",
}

# Rows that belong to the plan and not to a unit.
OF_THE_PLAN = {"plans:preview": Preview, "plans:apply": Preview, "plans:duty": Duty}


class Unknown(Exception):
    """The address has an argument that nobody has explained."""


def address_for(address: Address, world: World, unit: str) -> str:
    """The address of that unit's row."""
    return reverse(
        address.name, kwargs={name: _value(address, name, world, unit) for name in address.arguments}
    )


def names_a_row(address: Address) -> bool:
    """Whether what it shows depends on a row of some unit."""
    return (
        bool(set(address.arguments) - {"code", "indicator", "what", "layout", "sheet"})
        and address.name not in OF_THE_PLAN
    )


def label_of(address: Address) -> str | None:
    """The model that its pk names: by its whole name, by the start of it, by its namespace."""
    space, _, name = address.name.partition(":")
    return ROWS.get(address.name) or ROWS.get(f"{space}:{re.split('[-_]', name)[0]}*") or ROWS.get(space)


def _value(address: Address, name: str, world: World, unit: str) -> Any:
    if name == "pk":
        return _pk(address, world, unit)
    if name == "mark":
        return world.row("org.UnitTag", unit).pk
    if name == "person":
        return world.row("people.Person", unit).pk
    if name == "evidence":
        return world.row("files.Evidence", unit).pk
    if name == "unit":
        return world.cast.units[unit].code
    fixed = {
        "code": "leshan-2016-2020",
        "year": 2017,
        "label": "activities.activity",
        "what": "factor",
        "number": 1,
        "sheet": "活动",
    }
    if name == "indicator":
        return Indicator.objects.order_by("position").first().code  # type: ignore[union-attr]
    if name not in fixed:
        raise Unknown(f"{address.name}: say in tests/contracts/arguments.py what “{name}” stands for")
    return fixed[name]


def _pk(address: Address, world: World, unit: str) -> int:
    if address.name in OF_THE_PLAN:
        return OF_THE_PLAN[address.name].objects.order_by("pk").first().pk  # type: ignore[union-attr]
    if address.name == "accounts:end_sign_in":
        # Sign-ins are made by the crawl itself, one after the other: no id names a certain unit's. Whether one may
        # end somebody else's is tested with the accounts.
        return 10**12
    if address.name == "plans:member":
        return world.row("activities.Activity", unit).pk
    label = label_of(address)
    if label is None:
        raise Unknown(f"{address.name}: say in tests/contracts/arguments.py which model its pk names")
    return world.row(label, unit).pk
