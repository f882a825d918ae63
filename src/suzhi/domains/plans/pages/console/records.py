"""A figure opened: the records it consists of, and those by which a member of a coverage counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from suzhi.domains.plans.margin import shown, standing_of
from suzhi.domains.plans.models import Indicator
from suzhi.domains.plans.pages.console.figure import meaning, settings_used
from suzhi.domains.plans.pages.console.opening import opened, type_name, unit_names
from suzhi.domains.plans.pages.console.paging import Fetch, fetched
from suzhi.domains.plans.pages.console.place import Place, indicator_in, place_of, year_options
from suzhi.domains.plans.pages.console.records_file import MOST_EXPORTED, listing_file
from suzhi.domains.plans.sentence import sentence
from suzhi.domains.plans.values import Reading, readings
from suzhi.engines.access.api import denial, page, refusal_for
from suzhi.engines.metrics.api import Anchor, Record, evidence, explain, member_of, missing
from suzhi.ui.api import Cell, Column, Link, Pair, Row, day, moment, plain

PARTS: dict[str, Any] = {
    "numerator": gettext_lazy("分子"),
    "denominator": gettext_lazy("分母"),
    "missing": gettext_lazy("没有计入的"),
}


@page("figures.view", kept=True)
@require_GET
def records(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """The records of one part of a figure, page by page; ``?export=csv`` gives them all."""
    place = place_of(request, code)
    chosen = indicator_in(place, indicator)
    now = readings(place.plan, [place.unit], [place.year], [chosen])[0]
    part = _part(request, chosen)
    fetch = _none_yet if now.computing else _fetcher(place, chosen, part)
    if request.GET.get("export") == "csv":
        return listing_file(place, chosen, part, fetch(MOST_EXPORTED, 0, None))
    shown_page = fetched(request, fetch, _known(now, chosen, part))
    return render(
        request,
        "plans/records.html",
        {
            "place": place,
            "indicator": chosen,
            "breadcrumbs": place.crumbs(
                Link(label=chosen.label, href=place.figure(chosen.code)),
                Link(label=_("记录"), href=request.path),
            ),
            "kicker": _("%(unit)s · %(year)s 年") % {"unit": place.unit.name, "year": place.year},
            "lead": sentence(standing_of(now)),
            "now": shown(now, [], "", trend=False),
            "years": year_options(place),
            "tabs": _tabs(place, chosen, part),
            "part": PARTS[part],
            "table": _table(place, chosen, list(shown_page.object_list), part),
            "page": shown_page,
            "total": _total(now, chosen, part),
            "version": version_of(place, chosen, now),
            "meaning": meaning(place, chosen),
            "settings": settings_used(place, chosen),
            "export_href": place.figure(chosen.code, page="records", part=part, export="csv"),
            "export_refused": _refused(place),
        },
    )


@page("figures.view")
@require_GET
def member(request: HttpRequest, code: str, indicator: str, pk: int) -> HttpResponse:
    """The evidence of one member of a coverage, condition by condition."""
    place = place_of(request, code)
    chosen = indicator_in(place, indicator)
    shown_member = opened(place.actor, [_member(place, chosen, pk)])[0]
    found = shown_member.record
    conditions = [part for part in chosen.definition.spec.get("having", ()) if "awaits" not in part]
    sections = []
    for number, part in enumerate(conditions):
        rows = evidence(chosen.definition, pk, place.year, number)
        told = _("条件 %d") % (number + 1) if len(conditions) > 1 else _("依据")
        sections.append(
            {"title": told, "table": _table(place, chosen, rows, "evidence"), "time": part["time"]}
        )
    here = Link(label=found.label, href=request.path)
    return render(
        request,
        "plans/member.html",
        {
            "place": place,
            "indicator": chosen,
            "member": found,
            "href": shown_member.href,
            "breadcrumbs": place.crumbs(
                Link(label=chosen.label, href=place.figure(chosen.code)),
                Link(label=_("记录"), href=place.figure(chosen.code, page="records")),
                here,
            ),
            "sections": sections,
            "meaning": meaning(place, chosen),
        },
    )


def version_of(place: Place, indicator: Indicator, now: Reading) -> list[Pair]:
    """What a checker needs: the definition's version, the cutoff, and the digest of the records."""
    catalogue = place.plan.catalogue
    pairs = [
        Pair(
            label=_("定义版本"),
            value=indicator.definition.digest[:12],
            note=_("第 %d 版规划") % place.plan.version,
        ),
        Pair(
            label=_("数据截至"),
            value=moment(catalogue.computed_at) if catalogue.computed_at else _("正在计算"),
        ),
    ]
    if now.row is not None and now.row.checksum is not None:
        pairs.append(
            Pair(label=_("校验和"), value=f"{int(now.row.checksum):x}", note=_("由所计的每条记录得出"))
        )
    return pairs


def _part(request: HttpRequest, indicator: Indicator) -> str:
    asked = request.GET.get("part", "numerator")
    return asked if asked in _parts_of(indicator) else "numerator"


def _parts_of(indicator: Indicator) -> list[str]:
    spec = indicator.definition.spec
    if "of" in spec:
        return ["numerator", "missing", "denominator"]
    return ["numerator", "denominator"] if "per" in spec else ["numerator"]


def _fetcher(place: Place, indicator: Indicator, part: str) -> Fetch:
    definition, unit, year = indicator.definition, place.unit.pk, place.year
    if part == "missing":
        return lambda limit, offset, _anchor: missing(definition, unit, year, limit, offset)
    return lambda limit, offset, anchor: explain(definition, unit, year, part, limit, offset, anchor)


def _none_yet(limit: int, offset: int, anchor: Anchor | None) -> Sequence[Record]:
    """Which records count is not known before the rule in force was computed."""
    return []


def _known(now: Reading, indicator: Indicator, part: str) -> int | None:
    """How many records there are, where the value says it."""
    row, spec = now.row, indicator.definition.spec
    if row is None:
        return None
    if "of" in spec:
        whole = row.denominator or 0
        return {"numerator": row.numerator, "missing": whole - row.numerator}.get(part, whole)
    if now.type.for_each:
        return row.total if row.least is not None else row.numerator
    return row.numerator if spec["counts"].get("measure") == "rows" else None


def _total(now: Reading, indicator: Indicator, part: str) -> tuple[int, str] | None:
    """How many there are; where that is not known, what they come to."""
    known = _known(now, indicator, part)
    if known is not None:
        return known, _("条")
    if now.row is None or now.row.visits is None:
        return None
    return now.row.visits, _("人次")


def _tabs(place: Place, indicator: Indicator, part: str) -> list[Link]:
    return [
        Link(
            label=str(PARTS[name]),
            href=place.figure(indicator.code, page="records", part=name),
            current=name == part,
        )
        for name in _parts_of(indicator)
    ]


def _table(place: Place, indicator: Indicator, rows: Sequence[Record], part: str) -> dict[str, Any]:
    found = opened(place.actor, rows)
    names = unit_names(place.actor, rows)
    weighed = any(record.weight != 1 for record in rows)
    members = "of" in indicator.definition.spec and part != "evidence"
    proof = members and part != "missing" and "having" in indicator.definition.spec
    columns = [Column(label=_("记录")), Column(label=_("编号")), Column(label=_("单位"))]
    columns += [] if members else [Column(label=_("日期"), align="end")]
    columns += [Column(label=_("计"), align="end")] if weighed else []
    columns += [Column(label=_("是否计入"))] if members and part == "denominator" else []
    columns += [Column(label=_("依据"))] if proof else []
    lines = []
    for one in found:
        record, note = one.record, type_name(one.record.type)
        if record.late:
            note = _("%(what)s · %(day)s补录") % {"what": note, "day": day(record.entered)}
        cells: list[Any] = [Cell(text=record.label or record.key, href=one.href, note=note)]
        cells += [record.key, names.get(record.unit_id or 0, "–")]
        cells += [] if members else [day(record.day)]
        cells += [plain(record.weight)] if weighed else []
        cells += [_("计入") if record.met else _("没有计入")] if members and part == "denominator" else []
        cells += [_proof(place, indicator, record)] if proof else []
        lines.append(Row(key=str(record.id), cells=cells))
    return {"columns": columns, "rows": lines}


def _proof(place: Place, indicator: Indicator, record: Record) -> Any:
    if not record.met:
        return "–"
    href = place.figure(indicator.code, page="records").replace("/records/", f"/records/{record.id}/")
    return Cell(text=_("看依据"), href=href)


def _member(place: Place, indicator: Indicator, pk: int) -> Record:
    """The member, if it stands in the population of the unit shown: nothing outside the scope is opened."""
    found = (
        member_of(indicator.definition, place.unit.pk, place.year, pk)
        if "of" in indicator.definition.spec
        else None
    )
    if found is None:
        raise denial("figures.view", member=pk)
    return found


def _refused(place: Place) -> str:
    refusal = refusal_for(place.actor, "export.run")
    return refusal.message if refusal else ""
