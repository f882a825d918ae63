"""Breaking a target down: by rule or by hand, to child units or years, the sum always beside the whole."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suzhi.domains.plans.breaking import RULES
from suzhi.domains.plans.division import Division, division_of, proposal, rules_for
from suzhi.domains.plans.models import Indicator
from suzhi.domains.plans.pages.console.forms import PartsForm
from suzhi.domains.plans.pages.console.place import Place, indicator_in, place_of
from suzhi.domains.plans.services_division import break_down, set_parts
from suzhi.engines.access.api import page
from suzhi.engines.metrics.api import type_of
from suzhi.kernel.errors import Denied, Refusal
from suzhi.ui.api import Column, Link, Option, Pair, percent, plain


@page("plan.allocate")
@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """The parts of one target at one unit. ``by=year`` divides it over the years instead."""
    place = place_of(request, code, permission="plan.allocate")
    chosen = indicator_in(place, indicator)
    by_year = request.GET.get("by") == "year"
    context = _context(place, chosen, by_year, request)
    try:
        division = division_of(place.actor, place.plan, chosen, place.unit, by_year)
        rule = request.GET.get("rule", "")
        given = proposal(division, place.plan, rule) if rule else division.parts
        form = PartsForm(division, given, request.POST or None)
        if "again" in request.GET and request.method == "POST":
            # While one types: the sum of what stands there, and nothing is saved.
            given = form.readable()
        elif request.method == "POST" and _saved(request, place, chosen, form, by_year):
            return redirect(_here(place, chosen, by_year))
    except Denied:
        raise
    except Refusal as refusal:
        return render(request, "plans/division.html", context | {"refusal": refusal})
    rows = [(form[f"p{key}"], division.names[key], _child(place, division, key)) for key in division.keys]
    return render(
        request,
        "plans/division.html",
        context
        | {
            "division": division,
            "form": form,
            "rows": rows,
            "sum": _sum(division, given),
            "sum_href": f"{_here(place, chosen, by_year)}&again=1",
            "proposed": bool(rule),
        }
        | {
            "columns": [
                Column(label=_("年度") if by_year else _("单位")),
                Column(label=_("分解数"), align="end"),
            ]
        }
        | {
            "rules": [
                Option(value=r, label=str(RULES[r]), selected=r == rule) for r in rules_for(chosen, by_year)
            ]
        },
    )


def _saved(request: HttpRequest, place: Place, indicator: Indicator, form: PartsForm, by_year: bool) -> bool:
    if not form.is_valid():
        return False
    rule = request.POST.get("rule", "")
    where: dict[str, Any] = {"indicator": indicator, "unit": place.unit, "by_year": by_year}
    try:
        if rule:
            break_down(actor=place.actor, rule=rule, **where)
        else:
            set_parts(actor=place.actor, parts=form.parts(), **where)
    except Denied:
        raise
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("已分解。"))
    return True


def _context(place: Place, indicator: Indicator, by_year: bool, request: HttpRequest) -> dict[str, Any]:
    tabs = [
        Link(label=_("按下级单位"), href=_here(place, indicator, False), current=not by_year),
        Link(label=_("按年度"), href=_here(place, indicator, True), current=by_year),
    ]
    return {
        "place": place,
        "indicator": indicator,
        "by_year": by_year,
        "tabs": tabs,
        "kicker": place.unit.name,
        "breadcrumbs": place.crumbs(
            Link(label=indicator.label, href=place.figure(indicator.code)),
            Link(label=_("分解目标"), href=request.path),
        ),
    }


def _here(place: Place, indicator: Indicator, by_year: bool) -> str:
    return place.figure(indicator.code, page="targets", by="year" if by_year else "")


def _child(place: Place, division: Division, key: int) -> str:
    """Where the child's own part is broken down further."""
    code = division.codes.get(key)
    return place.figure(division.indicator.code, code, page="targets") if code else ""


def _sum(division: Division, given: Any) -> dict[str, Any]:
    """The parts as shown against the whole, in words."""
    division.parts = {key: given.get(key) for key in division.keys}
    total, gap = division.total, division.gap
    write = _writer(division)
    if all(part is None for part in division.parts.values()):
        total, note = None, _("还没有分解数。")
    elif total is None:
        note = _("下级还没有分母，算不出合计比率。")
    elif gap is None or gap == 0:
        note = _("与总目标相等。")
    else:
        note = (_("比总目标少 %s。") if gap > 0 else _("比总目标多 %s。")) % write(abs(gap))
    label = _("加权合计") if division.is_rate and not division.by_year else _("合计")
    if division.is_rate and division.by_year:
        label = _("最后一年")
    whole = Pair(label=_("总目标"), value=write(division.whole))
    return {"pairs": [whole, Pair(label=label, value="–" if total is None else write(total))], "note": note}


def _writer(division: Division) -> Any:
    if type_of(division.indicator.definition.spec).percent:
        return lambda value: percent(value)
    return lambda value: f"{plain(Fraction(value))} {division.indicator.measure_label}".strip()
