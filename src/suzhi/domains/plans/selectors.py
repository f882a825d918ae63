"""Reads of plans."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from suzhi.domains.plans.models import Clause, Draft, Duty, Indicator, Plan
from suzhi.engines.access.api import Actor, scope
from suzhi.engines.metrics.api import BEHIND
from suzhi.engines.org.api import Closure, Unit
from suzhi.kernel.errors import Refusal


def current_plans() -> list[Plan]:
    """Every plan in force, newest first."""
    return list(_current())


def plans_of(actor: Actor) -> list[Plan]:
    """The plans in force that the actor works under, newest first."""
    return list(scope(actor, "plan.view", _current()))


def plan_heading(actor: Actor) -> tuple[str, str] | None:
    """Code and title of the newest plan that the actor works under, for the head of every page: one query."""
    if not actor.has("plan.view"):
        return None
    rows = scope(actor, "plan.view", Plan.objects.filter(current=True)).order_by("-start_year", "code")
    return rows.values_list("code", "title").first()


def _current() -> QuerySet[Plan]:
    rows = Plan.objects.filter(current=True).select_related("catalogue", "root").annotate(behind=BEHIND)
    return rows.defer("document", "pack").order_by("-start_year", "code")


def places_of(plan: Plan) -> dict[str, Any]:
    """The places that the plan's pack names; of the pack, which is long, nothing else is read."""
    found = Plan.objects.filter(pk=plan.pk).values_list("pack__places", flat=True).first()
    return found or {}


def one_of(ids: Collection[int]) -> RawSQL:
    """For ``__in`` with hundreds of ids: one parameter instead of one each, which costs more than the query."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])


def plan_named(code: str | None) -> Plan:
    """The plan in force of that code; without a code the newest. Refuses when there is none."""
    plans = current_plans()
    found = plans[:1] if not code else [p for p in plans if p.code == code]
    if found:
        return found[0]
    known = _("、").join(p.code for p in plans)
    remedy = (
        _("已装入的规划：%(known)s。") % {"known": known}
        if known
        else _("请先装入：suzhi plan load 规划包或文件。")
    )
    raise Refusal(
        "plans.unknown",
        _("没有装入规划“%(code)s”。") % {"code": code} if code else _("还没有装入规划。"),
        remedy,
    )


def versions_of(actor: Actor, code: str) -> list[Plan]:
    """Every version of a plan, the latest first."""
    rows = Plan.objects.filter(code=code).select_related("loaded_by").order_by("-version")
    return list(scope(actor, "plan.view", rows))


def clauses_of(plan: Plan) -> list[Clause]:
    """The clauses in the document's order."""
    return list(plan.clauses.order_by("position"))


def duties_of(plan: Plan) -> list[Duty]:
    """What the plan obliges somebody to do, by due day."""
    return sorted(plan.duties.all(), key=lambda duty: (duty.due or date.max, duty.pk))


def reporting_to(actor: Actor, parent: Unit, day: date, permission: str = "figures.view") -> QuerySet[Unit]:
    """The units in reach that reported to the parent on that day."""
    below = Closure.objects.filter(ancestor=parent, depth=1, valid_from__lte=day, valid_to__gte=day)
    return scope(actor, permission, Unit.objects.filter(pk__in=below.values("unit_id"))).order_by("code")


def departments_of(indicators: list[Indicator]) -> list[str]:
    """The departments that figures are given to, in the plan's order."""
    return list(dict.fromkeys(i.department for i in indicators if i.department))


def drafts_of(actor: Actor) -> QuerySet[Draft]:
    """Documents being read by this actor, the latest first."""
    return scope(actor, "plan.load", Draft.objects.order_by("-pk"))
