"""The unit switcher of the header: upwards, downwards, and by a few characters of the name."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from suzhi.engines.access.api import Actor
from suzhi.engines.org.api import Unit, children, pick_units
from suzhi.ui.api import Link

# Below this the rest is found by typing.
LISTED = 20


def switcher(request: HttpRequest, actor: Actor, place: Any) -> tuple[str, list[Link]]:
    """The present unit's name, and links to the units above and below it that are in reach."""
    if not actor.has("figures.view") or place is None:
        return "", []
    above = place.above
    below = list(children(actor, place.unit)[:LISTED]) if actor.has("units.view") else []
    links = [
        _link(unit, place.path, place.year, level, unit.pk == place.unit.pk)
        for level, unit in enumerate(above, 1)
    ]
    links += [_link(unit, place.path, place.year, len(above) + 1) for unit in below]
    return place.unit.name, links


def found(actor: Actor, text: str, to: str) -> list[Link]:
    """Units by name or code, each leading to the page that was open."""
    units = pick_units(actor, text, "figures.view") if text.strip() else []
    return [
        _link(unit, to if to.startswith("/") and not to.startswith("//") else "/", None) for unit in units
    ]


def _link(unit: Unit, path: str, year: int | None, level: int = 1, current: bool = False) -> Link:
    # A page that bears the unit in its path (/units/<code>/figures/) says so by its shape.
    pieces = path.split("/")
    if len(pieces) > 3 and pieces[1] == "units" and pieces[3] == "figures":
        path, unit_part = f"/units/{unit.code}/figures/", {}
    else:
        unit_part = {"unit": unit.code}
    query = urlencode(unit_part | ({"year": year} if year else {}))
    return Link(
        label=unit.name, href=f"{path}?{query}" if query else path, level=min(level, 4), current=current
    )
