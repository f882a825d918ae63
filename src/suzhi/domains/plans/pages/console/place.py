"""Where a page stands: which plan, which unit, which year; always within the actor's scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from suzhi.domains.plans.models import Indicator, Plan
from suzhi.domains.plans.selectors import plans_of
from suzhi.domains.plans.values import plan_years
from suzhi.engines.access.api import Actor, actor_of, denial, fetch
from suzhi.engines.metrics.api import AsOf
from suzhi.engines.org.api import Unit, path_to
from suzhi.kernel import clock
from suzhi.kernel.asked import parse_year
from suzhi.ui.api import Link, Option


@dataclass
class Place:
    """One page's plan, unit and year. ``path`` is where the unit switcher leads back to."""

    actor: Actor
    plan: Plan
    unit: Unit
    year: int
    path: str
    asked: str = ""
    _addresses: dict[tuple[str, ...], str] = field(default_factory=dict, repr=False)

    @property
    def years(self) -> list[int]:
        return plan_years(self.plan)

    @cached_property
    def as_of(self) -> AsOf:
        """How far the figures of the page reach."""
        return AsOf(self.plan.catalogue.computed_at, bool(getattr(self.plan, "behind", False)))

    @property
    def elsewhere(self) -> str:
        """The year asked for, where the plan does not have it and another is shown."""
        return self.asked if self.asked and self.asked != str(self.year) else ""

    @cached_property
    def above(self) -> list[Unit]:
        """From the highest unit in reach down to this one; the header asks for it again."""
        return [unit for unit in path_to(self.unit) if self.actor.covers("figures.view", unit.pk)]

    @property
    def is_root(self) -> bool:
        return self.unit.pk == self.plan.root_id

    def query(self, **more: Any) -> str:
        """``?unit=…&year=…`` with more; empty values are left out."""
        parts = {"unit": "" if self.is_root else self.unit.code, "year": self.year, **more}
        known = {name: value for name, value in parts.items() if value not in (None, "")}
        return "?" + urlencode(known) if known else ""

    def living(self, unit: str = "", year: int | None = None, **more: Any) -> str:
        """The living plan at this or another unit and year."""
        return self._address("plan") + self.query(
            **{"unit": unit or self.unit.code, "year": year or self.year, **more}
        )

    def figure(
        self, code: str, unit: str = "", year: int | None = None, page: str = "figure", **more: Any
    ) -> str:
        """A page of an indicator at this or another unit and year."""
        where = {"unit": unit or self.unit.code, "year": year or self.year}
        return self._address(page, code) + self.query(**where, **more)

    def _address(self, page: str, *code: str) -> str:
        """A table of units asks for the same address hundreds of times."""
        if (page, *code) not in self._addresses:
            self._addresses[page, *code] = reverse(f"plans:{page}", args=[self.plan.code, *code])
        return self._addresses[page, *code]

    def crumbs(self, *last: Link) -> list[Link]:
        """The plan, the units above that are in reach, and what follows."""
        return [Link(label=_("规划"), href=self.living()), *last]


def place_of(
    request: HttpRequest,
    code: str = "",
    unit_code: str = "",
    permission: str = "figures.view",
    plans: Sequence[Plan] | None = None,
) -> Place:
    """Read the plan (by code, else the newest one), the unit and the year from the address.

    ``plans``: those in the actor's reach, where the page has read them already.
    """
    actor = actor_of(request)
    plan = plan_in_reach(actor, code, plans)
    unit = unit_in_reach(actor, plan, unit_code or request.GET.get("unit", ""), permission)
    asked = request.GET.get("year", "")[:4]
    place = Place(actor, plan, unit, asked_year(plan, asked), request.path, asked)
    request._suzhi_place = place  # type: ignore[attr-defined]
    return place


def plan_in_reach(actor: Actor, code: str = "", plans: Sequence[Plan] | None = None) -> Plan:
    """The plan in force of that code, else the newest; Denied when it is not the actor's."""
    plans = plans_of(actor) if plans is None else plans
    found = [plan for plan in plans if plan.code == code] if code else plans[:1]
    if not found:
        raise denial("plan.view", subject="plans.plan", code=code)
    return found[0]


def unit_in_reach(actor: Actor, plan: Plan, code: str, permission: str) -> Unit:
    """The unit asked for; else the plan's root, or the highest unit that the actor holds."""
    if code:
        return fetch(actor, permission, Unit.objects.all(), code=code)
    if actor.covers(permission, plan.root_id):
        return plan.root
    roots = actor.roots(permission)
    if not roots:
        raise denial(permission)
    return fetch(actor, permission, Unit.objects.order_by("pk"), pk__in=roots)


def asked_year(plan: Plan, asked: str) -> int:
    """The year asked for if the plan has it, else this year as far as the plan goes."""
    years = plan_years(plan)
    year = parse_year(asked)
    if year in years:
        return year
    return min(max(clock.today().year, years[0]), years[-1])


def indicator_in(place: Place, code: str) -> Indicator:
    """The plan's indicator of that code; Denied when there is none."""
    found = place.plan.indicators.select_related("definition").filter(code=code).first()
    if found is None:
        raise denial("figures.view", subject="plans.indicator", code=code)
    return found


def year_options(place: Place) -> list[Option]:
    """The year switcher."""
    return [
        Option(value=str(year), label=_("%d 年") % year, selected=year == place.year) for year in place.years
    ]


def unit_path(place: Place) -> list[Link]:
    """From the highest unit in reach down to this one, each leading to the living plan there."""
    return [
        Link(label=unit.name, href=place.living(unit.code), current=unit == place.unit)
        for unit in place.above
    ]
