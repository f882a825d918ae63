"""The living plan: the document with its figures in the margin. The office's first page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from suzhi.domains.plans import judging
from suzhi.domains.plans.margin import tally
from suzhi.domains.plans.models import Indicator, Plan
from suzhi.domains.plans.pages.console.passages import Passage, narrowed, passages_of
from suzhi.domains.plans.pages.console.place import Place, place_of, unit_path, year_options
from suzhi.domains.plans.selectors import departments_of, duties_of, plans_of
from suzhi.domains.plans.values import Reading, indicators_of, readings
from suzhi.engines.access.api import actor_of, can, page
from suzhi.ui.api import Chip, Link, day, state

# The worst of the states below a clause is what its line in the outline shows.
_WORST = (judging.MISSED, judging.BEHIND, judging.ON_PACE, judging.MET, judging.OPEN)


@page("plan.view", kept=True)
@require_GET
def living_plan(request: HttpRequest, code: str = "") -> HttpResponse:
    """The plan as a document, read at one unit in one year."""
    actor = actor_of(request)
    plans = plans_of(actor)
    if not code and not plans:
        return render(request, "plans/none.html", {"may_load": can(actor, "plan.load")})
    place = place_of(request, code, plans=plans)
    indicators = indicators_of(place.plan)
    found = readings(place.plan, [place.unit], place.years, indicators, parts=False)
    now = [reading for reading in found if reading.year == place.year]
    show = request.GET.get("show", "")
    department = request.GET.get("department", "")
    if department and request.session.get("department") != department:
        request.session["department"] = department
    passages = passages_of(place, found, duties_of(place.plan), lambda r: _wanted(r, show, department))
    if show or department:
        passages = narrowed(passages)
    return render(
        request,
        "plans/living.html",
        {
            "place": place,
            "plan": place.plan,
            "passages": passages,
            "outline": _outline(passages),
            "chips": _chips(place, now, show, department, _departments(request, indicators)),
            "others": [_to_plan(plan) for plan in plans if plan.pk != place.plan.pk],
            "years": year_options(place),
            "show": show,
            "department": department,
            "units": unit_path(place),
            "clear": place.living() if show or department else "",
            "summary": summary(now),
            "may": {"load": can(actor, "plan.load"), "report": can(actor, "reports.issue", place.unit)},
            "facts": _facts(place),
        },
    )


def summary(now: Iterable[Reading]) -> str:
    """达成 8，按进度 5，滞后 3，…"""
    return _("，").join(f"{state(code).word} {count}" for code, count in tally(list(now)))


def _to_plan(plan: Plan) -> Link:
    return Link(label=plan.title, href=reverse("plans:plan", args=[plan.code]))


def _departments(request: HttpRequest, indicators: list[Indicator]) -> dict[str, str]:
    """Department -> label; the one chosen last is one's own and comes first."""
    names = departments_of(indicators)
    mine = request.session.get("department", "")
    first = {mine: _("我的部门：%s") % _(mine)} if mine in names else {}
    return first | {name: _(name) for name in names if name != mine}


def _facts(place: Place) -> list[str]:
    plan = place.plan
    found = [plan.number, day(plan.issued_on) if plan.issued_on else ""]
    if plan.parent:
        found.append(_("落实 %s") % plan.parent)
    return [fact for fact in found if fact]


def _outline(passages: list[Passage]) -> list[Link]:
    """The levels with the worst state below each; obligations within a clause are not listed."""
    links = []
    for passage in passages:
        clause = passage.clause
        if clause.level > 2:
            continue
        below = [s for p in passages if (p.clause.ref + ".").startswith(clause.ref + ".") for s in p.states]
        worst = next((one for one in _WORST if one in below), "")
        label = f"{passage.heading}{clause.label}"
        links.append(Link(label=label, href=f"#c{clause.ref}", level=clause.level, state=worst))
    return links


def _wanted(reading: Reading, show: str, department: str) -> bool:
    if department and reading.indicator.department != department:
        return False
    if show == "behind":
        return reading.state in (judging.BEHIND, judging.MISSED)
    if show == "due":
        return _due_in(reading)
    return True


def _due_in(reading: Reading) -> bool:
    """Due in the year shown: its deadline lies in it. What is asked for every year is due in each."""
    return reading.goal is not None and reading.goal.due.year == reading.year


def _chips(
    place: Place, now: list[Reading], show: str, department: str, departments: dict[str, str]
) -> list[Chip]:
    behind = sum(reading.state in (judging.BEHIND, judging.MISSED) for reading in now)
    due = sum(_due_in(reading) for reading in now)

    def to(**asked: Any) -> str:
        return place.living(**{"show": show, "department": department, **asked})

    chips = [
        Chip(
            label=_("落后 %d") % behind,
            href=to(show="" if show == "behind" else "behind"),
            active=show == "behind",
        ),
        Chip(
            label=_("本年到期 %d") % due, href=to(show="" if show == "due" else "due"), active=show == "due"
        ),
    ]
    for name, label in departments.items():
        chosen = name == department
        chips.append(Chip(label=label, href=to(department="" if chosen else name), active=chosen))
    return chips
