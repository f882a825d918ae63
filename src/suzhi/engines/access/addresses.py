"""Where records are opened and listed: declared beside them, so that no package above or below keeps a list of all.

A package says it in ``places.py`` as ``PLACES = [Place(...), ...]``. Menu, links of a unit's page, links behind
figures and evidence read from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Place:
    """The pages of one sort of record.

    model: its label, ``venues.venue``. record: what figures call one row. label: what its list is called.
    page, listing: names of addresses. permission: shows the list. within: the field that names the record on
    whose page it is shown. menu: place in the menu, 0 for none; short: its name there; begins: further
    beginnings of addresses that count as being there. unit: the list's parameter for a unit, on a unit's page.
    """

    model: str
    record: str
    label: Any
    page: str
    listing: str = ""
    permission: str = "records.view"
    within: str = ""
    menu: int = 0
    short: Any = ""
    begins: tuple[str, ...] = ()
    unit: str = ""
    unit_label: Any = ""


@cache
def all_places() -> tuple[Place, ...]:
    """Every place, in the order of the menu and then of the packages."""
    found: list[Place] = []
    for app in apps.get_app_configs():
        if app.name.startswith("suzhi.") and find_spec(f"{app.name}.places"):
            found.extend(import_module(f"{app.name}.places").PLACES)
    return tuple(sorted(found, key=lambda one: one.menu or 99))


def place_of(model: Model | type[Model] | str) -> Place | None:
    """The place of a model, a row, or a label."""
    label = model if isinstance(model, str) else model._meta.label_lower
    return next((one for one in all_places() if one.model == label), None)


def place_of_record(record: str) -> Place | None:
    """The place of what figures call so."""
    return next((one for one in all_places() if one.record == record), None)


def address_of(row: Model) -> str:
    """The page of a record; empty where there is none."""
    place = place_of(row)
    if place is None:
        return ""
    return address(place.page, getattr(row, place.within) if place.within else row.pk)


def address(name: str, *args: Any) -> str:
    """The address of that name, or nothing where the package is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
