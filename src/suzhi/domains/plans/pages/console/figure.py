"""An indicator: one sentence, the line over time, the child units, who is missing, what it means."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET

from suzhi.domains.plans import wording
from suzhi.domains.plans.breaking import summed, weighted
from suzhi.domains.plans.margin import shown, standing_of, target_written
from suzhi.domains.plans.models import Indicator
from suzhi.domains.plans.pages.console import below, trend
from suzhi.domains.plans.pages.console.opening import opened
from suzhi.domains.plans.pages.console.paging import sliced
from suzhi.domains.plans.pages.console.place import Place, indicator_in, place_of, year_options
from suzhi.domains.plans.selectors import one_of
from suzhi.domains.plans.sentence import sentence, short_of
from suzhi.domains.plans.values import Reading, readings
from suzhi.engines.access.api import page, refusal_for
from suzhi.engines.metrics.api import missing, type_of
from suzhi.ui.api import Cell, Column, Link, Pair, Row, day, percent, plain

PARTS = (("migrant", _lazy("农民工")), ("women", _lazy("女职工")), ("front_line", _lazy("一线职工")))
FIRST_MISSING = 10


@page("figures.view", kept=True)
@require_GET
def figure(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """One figure at one unit in one year, with everything that hangs on it."""
    place = place_of(request, code)
    chosen = indicator_in(place, indicator)
    past = readings(place.plan, [place.unit], place.years, [chosen])
    now = next(reading for reading in past if reading.year == place.year)
    children = below.children_of(place, chosen)
    return render(
        request,
        "plans/figure.html",
        {
            "place": place,
            "indicator": chosen,
            "breadcrumbs": place.crumbs(*_crumbs(place, chosen)),
            "kicker": _("%(unit)s · %(year)s 年") % {"unit": place.unit.name, "year": place.year},
            "lead": sentence(standing_of(now)),
            "now": shown(now, past, "", trend=False),
            "years": year_options(place),
            "chart": trend.chart_of(chosen, past),
            "people": people_table(now),
            "children": below.table_of(place, children, request, sliced),
            "tiles": below.tiles_of(place, children),
            "missing": _missing(place, chosen, now),
            "meaning": meaning(place, chosen),
            "settings": settings_used(place, chosen),
            "target": [*_target_pairs(place, chosen, now), *_divided(chosen, now, children)],
            "links": _links(place, chosen, now),
        },
    )


def _crumbs(place: Place, indicator: Indicator) -> list[Link]:
    ref = indicator.clauses[0] if indicator.clauses else ""
    clause = place.plan.clauses.filter(ref=ref).first()
    here = Link(label=indicator.label, href=place.figure(indicator.code))
    if clause is None:
        return [here]
    return [Link(label=f"{clause.number} {clause.label}", href=f"{place.living()}#c{ref}"), here]


def meaning(place: Place, indicator: Indicator) -> list[Pair]:
    """The definition in plain words."""
    told = wording.sentences(indicator.definition.spec, place.plan.catalogue.settings)
    return [Pair(label=term, value=text) for term, text in told]


def settings_used(place: Place, indicator: Indicator) -> list[Pair]:
    """The settings that the definition depends on, as they stand."""
    settings = place.plan.catalogue.settings
    names = wording.settings_used(indicator.definition.spec, settings)
    return [
        Pair(label=wording.setting_name(name), value=wording.choice_name(settings[name])) for name in names
    ]


def people_table(now: Reading) -> dict[str, Any] | None:
    """Migrant workers, women and front-line workers among the people counted; visits beside, never added."""
    parts = now.row.parts if now.row is not None and now.value is not None else None
    if not parts:
        return None
    share = any(part.get("of") is not None for part in parts.values() if part)
    columns = [Column(label=_("人群")), Column(label=_("人"), align="end")]
    columns.append(
        Column(label=_("应有人数"), align="end") if share else Column(label=_("人次"), align="end")
    )
    columns.append(Column(label=_("占比"), align="end"))
    rows = []
    for name, label in PARTS:
        part = parts.get(name) or {}
        people, beside = part.get("people"), part.get("of") if share else part.get("visits")
        whole = beside if share else (now.row.people if now.row else None)
        ratio = (
            Cell(text=percent(Fraction(people or 0, whole)), note=f"{plain(people)}/{plain(whole)}")
            if whole
            else "–"
        )
        rows.append(Row(cells=[str(label), plain(people), plain(beside), ratio]))
    return {"columns": columns, "rows": rows}


def _missing(place: Place, indicator: Indicator, now: Reading) -> dict[str, Any] | None:
    """How many more would pass, and the first of them."""
    if not now.type.has_members or now.row is None or now.value is None:
        return None
    absent = (now.row.denominator or 0) - now.row.numerator
    if not absent:
        return None
    needed = short_of(standing_of(now))
    people = indicator.definition.spec["of"]["entity"] == "person"
    word = _("人") if people else indicator.measure_label or _("家")
    first = missing(indicator.definition, place.unit.pk, place.year, FIRST_MISSING)
    if needed:
        title = _("补上 %(needed)s %(word)s即可达标") % {"needed": plain(needed), "word": word}
    else:
        title = _("还没有计入的 %(absent)s %(word)s") % {"absent": plain(absent), "word": word}
    return {
        "title": title,
        "lead": _("共有 %(absent)s %(word)s没有计入。") % {"absent": plain(absent), "word": word}
        if needed
        else "",
        "names": [one.record for one in opened(place.actor, first)],
        "href": place.figure(indicator.code, page="records", part="missing"),
        "more": absent - len(first),
    }


def _target_pairs(place: Place, indicator: Indicator, now: Reading) -> list[Pair]:
    """What the plan asks for."""
    pairs = []
    if indicator.target:
        own = target_written(now) or _plans_own(indicator)
        word = now.unit_label
        pairs.append(Pair(label=_("目标"), value=f"{own} {'' if '%' in own else word}".strip()))
    if indicator.due or indicator.each_year:
        pairs.append(Pair(label=_("期限"), value=_("每年") if indicator.each_year else day(indicator.due)))
    hardness = {"hard": _("应达到"), "basic": _("基本达到"), "strive": _("力争达到"), "open": _("不设数字")}
    pairs.append(Pair(label=_("要求"), value=hardness.get(indicator.commitment, indicator.commitment)))
    if indicator.department:
        pairs.append(Pair(label=_("责任部门"), value=_(indicator.department)))
    return pairs


def _plans_own(indicator: Indicator) -> str:
    """The plan's own number, for a unit at which it does not hold."""
    share = type_of(indicator.definition.spec).percent
    write = partial(wording.share_target, unit=indicator.unit) if share else plain
    most = Fraction(indicator.most) if indicator.most else None
    return wording.within(write, Fraction(indicator.target), indicator.comparison, most)


def _divided(indicator: Indicator, now: Reading, children: list[Reading]) -> list[Pair]:
    """What the children's parts come to, beside the whole."""
    rows = indicator.allocations.filter(unit_id__in=one_of([one.unit.pk for one in children]), year=None)
    parts = {unit: Fraction(value) for unit, value in rows.values_list("unit_id", "value")}
    if not parts or now.goal is None:
        return []
    if type_of(indicator.definition.spec).weighed:
        sizes = {one.unit.pk: one.row.denominator or 0 for one in children if one.row is not None}
        total = weighted(parts, sizes)
        text = "–" if total is None else percent(total)
        note = _("%d 个单位，按分母加权") % len(parts)
    else:
        text = f"{plain(summed(list(parts.values())))} {indicator.unit}".strip()
        note = _("%d 个单位合计") % len(parts)
    return [Pair(label=_("已分解到下级"), value=text, note=note)]


def _links(place: Place, indicator: Indicator, now: Reading) -> dict[str, Any]:
    refusal = refusal_for(place.actor, "plan.allocate", place.unit.pk)
    return {
        "records": place.figure(indicator.code, page="records") if now.row is not None else "",
        "targets": place.figure(indicator.code, page="targets"),
        "targets_refused": refusal.message if refusal else "",
    }
