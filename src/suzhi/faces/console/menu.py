"""The console's menu: what an installation has, and of that what the role may open."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from suzhi.engines.access.api import Actor, address, all_places
from suzhi.faces.console.waiting import begins_with_waiting
from suzhi.ui.api import Link

# Pages that are no list of records. Label, name of the address, permission, place in the menu, and the beginnings
# of addresses that count as being there.
ENTRIES: tuple[tuple[Any, str, str, int, tuple[str, ...]], ...] = (
    (_("待办"), "waiting", "records.view", 1, ("/waiting/",)),
    (_("规划"), "plan", "plan.view", 1, ("/plans/",)),
    (_("导入"), "exchange:list", "import.run", 91, ("/imports/", "/exports/")),
    (_("报告"), "reports:list", "reports.view", 92, ("/reports/",)),
    (_("账号"), "accounts:list", "accounts.manage", 93, ("/security/",)),
    (_("审计"), "audit:list", "audit.view", 94, ("/audit/",)),
)


def entries() -> list[tuple[Any, str, str, int, tuple[str, ...]]]:
    """These and the lists of records that have a place in the menu, in order."""
    lists = [
        (place.short or place.label, place.listing, place.permission, place.menu, place.begins)
        for place in all_places()
        if place.menu
    ]
    return sorted([*ENTRIES, *lists], key=lambda one: one[3])


def menu(actor: Actor, path: str) -> list[Link]:
    """The entries in order; the one under which the page lies is marked."""
    first = "waiting" if begins_with_waiting(actor) else "plan"
    links = []
    for label, name, permission, _order, beginnings in entries():
        href = address(name)
        if not href or not actor.has(permission):
            continue
        here = (
            path == href
            or (path == "/" and name == first)
            or path.startswith(beginnings)
            or (href != "/" and path.startswith(href))
        )
        links.append(Link(label=str(label), href=href, current=here))
    return links
