"""Which pages are measured: found by the names of their addresses, on the largest units and figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

# What is said of it, the name of the address, its arguments, the query behind it.
Wanted = tuple[str, str, dict[str, Any], str]


@dataclass(frozen=True, slots=True)
class Address:
    """A page and where it is."""

    name: str
    path: str


def addresses() -> tuple[list[Address], list[str]]:
    """The pages of this installation, and the names of those that it does not have."""
    found: list[Address] = []
    missing: list[str] = []
    for name, view, arguments, query in [*_figures(), *_units(), *_lists()]:
        try:
            found.append(Address(name, reverse(view, kwargs=arguments) + query))
        except NoReverseMatch:
            missing.append(name)
    return found, missing


def _figures() -> list[Wanted]:
    """The living plan, and the rate and the count with the most records behind them: page and explanation."""
    from suzhi.domains.plans.api import Plan, indicators_of, plan_years, readings

    plan = Plan.objects.filter(current=True).order_by("-pk").first()
    if plan is None:
        return []
    year = plan_years(plan)[-1]
    live = [r for r in readings(plan, [plan.root], [year], indicators_of(plan)) if r.row is not None]
    rates = sorted((r for r in live if r.is_rate), key=lambda r: -(r.row.denominator or 0) if r.row else 0)
    counts = sorted((r for r in live if not r.is_rate), key=lambda r: -r.row.numerator if r.row else 0)
    pages: list[Wanted] = [("规划", "plans:plan", {"code": plan.code}, f"?year={year}")]
    for kind, reading in [("比率", rates[:1]), ("计数", counts[:1])]:
        for one in reading:
            where = {"code": plan.code, "indicator": one.indicator.code}
            name = f"{kind} {one.indicator.code}"
            pages.append((f"指标（{name}）", "plans:figure", where, f"?year={year}"))
            pages.append((f"数值明细（{name}）", "plans:records", where, f"?year={year}"))
    for kind in ("city", "county"):
        code = _largest(kind).code if _largest(kind) else ""
        pages.append((f"指标看板（{_NAMES[kind]}）", "plans:board", {"unit": code}, f"?year={year}"))
    return pages


_NAMES = {"city": "市", "county": "县"}


def _largest(kind: str) -> Any:
    """Of these units the first, which in the demo has the most below it."""
    from suzhi.engines.org.api import Unit

    return Unit.objects.filter(type=kind).order_by("pk").first()


def _units() -> list[Wanted]:
    found = [(name, _largest(kind)) for kind, name in _NAMES.items()]
    return [(f"单位（{name}）", "org:unit", {"pk": unit.pk}, "") for name, unit in found if unit]


def _lists() -> list[Wanted]:
    from suzhi.domains.activities.api import Activity

    activity = Activity.objects.order_by("-starts_on", "-pk").first()
    one: list[Wanted] = [("一项活动", "activities:record", {"pk": activity.pk}, "")] if activity else []
    return [
        *one,
        ("活动列表", "activities:list", {}, ""),
        ("活动列表（检索）", "activities:list", {}, "?q=安全教育"),
        ("职工列表", "people:list", {}, ""),
        ("阵地列表", "venues:list", {}, ""),
        ("单位列表", "org:list", {}, ""),
    ]
