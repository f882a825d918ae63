"""The console's menu: what an installation has, and of that what the role may open."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suzhi.engines.access.api import Actor
from suzhi.ui.api import Link

# Label, name of the address, permission, and the beginnings of addresses that count as being there.
ENTRIES: tuple[tuple[Any, str, str, tuple[str, ...]], ...] = (
    (_("规划"), "home", "plan.view", ("/plans/",)),
    (_("活动"), "activities:list", "records.view", ("/activities/", "/campaigns/")),
    (_("阵地"), "venues:list", "records.view", ("/venues/",)),
    (pgettext_lazy("列表", "单位"), "org:list", "units.view", ("/units/",)),
    (_("职工"), "people:list", "people.view", ("/people/", "/posts/")),
    (_("导入"), "exchange:list", "import.run", ("/imports/", "/exports/")),
    (_("报告"), "reports:list", "reports.view", ("/reports/",)),
    (_("账号"), "accounts:list", "accounts.manage", ("/security/",)),
    (_("审计"), "audit:list", "audit.view", ("/audit/",)),
)


def menu(actor: Actor, path: str) -> list[Link]:
    """The entries in order; the one under which the page lies is marked."""
    links = []
    for label, name, permission, beginnings in ENTRIES:
        href = address(name)
        if not href or not actor.has(permission):
            continue
        here = path == href or path.startswith(beginnings) or (href != "/" and path.startswith(href))
        links.append(Link(label=str(label), href=href, current=here))
    return links


def address(name: str) -> str:
    """The address of that name, or nothing where the package is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
