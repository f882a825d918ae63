"""All figures of one unit, clause by clause, year beside year."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from suzhi.domains.plans.margin import note_of, spread, tally, target_written, written
from suzhi.domains.plans.pages.console.living import summary
from suzhi.domains.plans.pages.console.place import Place, place_of, unit_path, year_options
from suzhi.domains.plans.selectors import clauses_of
from suzhi.domains.plans.values import Reading, indicators_of, readings
from suzhi.engines.access.api import page
from suzhi.kernel import clock
from suzhi.ui.api import Cell, Chip, Column, Link, Row, plain, state


@page("figures.view", kept=True)
@require_GET
def board(request: HttpRequest, unit: str) -> HttpResponse:
    """Every figure of the unit; ``?state=`` narrows to one state of the year shown."""
    place = place_of(request, request.GET.get("plan", ""), unit_code=unit)
    found = readings(place.plan, [place.unit], place.years, indicators_of(place.plan), parts=False)
    now = [reading for reading in found if reading.year == place.year]
    asked = request.GET.get("state", "")
    return render(
        request,
        "plans/board.html",
        {
            "place": place,
            "plan": place.plan,
            "breadcrumbs": [*unit_path(place), Link(label=_("全部指标"), href=request.path)],
            "lead": summary(now),
            "chips": _chips(place, now, asked),
            "clear": place.query(unit="", plan=place.plan.code) if asked else "",
            "groups": _groups(place, found, asked),
            "columns": _columns(place),
            "years": year_options(place),
        },
    )


def _chips(place: Place, now: list[Reading], asked: str) -> list[Chip]:
    chips = []
    for code, count in tally(now):
        href = place.query(unit="", plan=place.plan.code, state="" if code == asked else code)
        chips.append(Chip(label=f"{state(code).word} {count}", href=href, active=code == asked))
    return chips


def _columns(place: Place) -> list[Column]:
    years = [Column(label=str(year), align="end") for year in place.years]
    return [Column(label=_("指标")), Column(label=_("目标"), align="end"), *years, Column(label=_("状态"))]


def _groups(place: Place, found: list[Reading], asked: str) -> list[dict[str, Any]]:
    """Figures under the second-level clause of their first clause, in the plan's order."""
    by_code: dict[str, list[Reading]] = {}
    for reading in found:
        by_code.setdefault(reading.indicator.code, []).append(reading)
    rows: dict[str, list[Row]] = {}
    for past in by_code.values():
        current = next(reading for reading in past if reading.year == place.year)
        if asked and current.state != asked:
            continue
        refs = current.indicator.clauses
        rows.setdefault(".".join(refs[0].split(".")[:2]) if refs else "", []).append(
            _row(place, current, past)
        )
    titles = {clause.ref: f"{clause.number} {clause.label}" for clause in clauses_of(place.plan)}
    return [
        {"title": titles.get(ref, _("其他")), "rows": lines, "id": f"g{ref}"} for ref, lines in rows.items()
    ]


def _row(place: Place, current: Reading, past: list[Reading]) -> Row:
    indicator = current.indicator
    cells: list[Any] = [Cell(text=indicator.label, href=place.figure(indicator.code), note=note_of(current))]
    cells.append(_target(current))
    cells += [_cell(place, reading) for reading in past]
    return Row(key=indicator.code, cells=[*cells, Cell(text="", state=current.state)])


def _target(current: Reading) -> str:
    if spread(current):
        return _("每个 %(each)s %(unit)s") % {
            "each": current.indicator.target,
            "unit": current.unit_label,
        }
    text = target_written(current)
    if not text:
        return "–"
    return text if "%" in text else f"{text} {current.unit_label}"


def _cell(place: Place, reading: Reading) -> Any:
    text = written(reading)
    if text is None:
        return "–" if reading.year <= clock.today().year else ""
    row = reading.row
    parts = (
        f"{plain(row.numerator)}/{plain(row.denominator)}"
        if row is not None and row.denominator is not None
        else ""
    )
    return Cell(text=text, href=place.figure(reading.indicator.code, year=reading.year), note=parts)
