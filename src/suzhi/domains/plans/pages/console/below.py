"""A figure at the units that report to the one shown: a table, what is missing first, and the tile map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.translation import gettext as _

from suzhi.domains.plans import judging
from suzhi.domains.plans.margin import note_of, standing_of, target_written, written
from suzhi.domains.plans.models import Indicator
from suzhi.domains.plans.pages.console.place import Place
from suzhi.domains.plans.selectors import places_of, reporting_to
from suzhi.domains.plans.sentence import short_of
from suzhi.domains.plans.values import Reading, readings
from suzhi.kernel import clock
from suzhi.ui.api import Cell, Column, Row, Tile, plain

# What wants attention comes first; a unit without a target comes last, whatever its state.
_ORDER = {
    code: at
    for at, code in enumerate(
        (
            judging.MISSED,
            judging.BEHIND,
            judging.COMPUTING,
            judging.NO_RECORDS,
            judging.ON_PACE,
            judging.MET,
            judging.OPEN,
        )
    )
}
_NOTHING = Fraction(-1)


def children_of(place: Place, indicator: Indicator) -> list[Reading]:
    """The figure at every child of the unit shown, in that year."""
    day = judging.reading_day(place.year, clock.today())
    units = list(reporting_to(place.actor, place.unit, day))
    return readings(place.plan, units, [place.year], [indicator], parts=False) if units else []


def table_of(
    place: Place,
    children: Sequence[Reading],
    request: HttpRequest,
    paged: Callable[[HttpRequest, Sequence[Any]], Page],
) -> dict[str, Any] | None:
    """Columns and rows of one page; ``?sort=`` name, value or state."""
    if not children:
        return None
    sort = request.GET.get("sort", "")
    chosen = paged(request, sorted(children, key=_key(sort), reverse=sort.startswith("-")))
    columns = [
        Column(label=_("单位"), sort="name"),
        Column(label=_("数值"), sort="value", align="end"),
        Column(label=_("目标"), align="end"),
        Column(label=_("差"), align="end"),
        Column(label=_("状态"), sort="state"),
    ]
    rows = [_row(place, reading) for reading in chosen.object_list]
    chosen.object_list = rows
    return {"columns": columns, "rows": rows, "page": chosen, "sort": sort, "total": len(children)}


def tiles_of(place: Place, children: Sequence[Reading]) -> list[Tile]:
    """The children that the plan's places give a tile."""
    places = places_of(place.plan)
    entries = [*places.get("counties", ()), *places.get("zones", ())]
    spots = {entry["code"]: entry for entry in entries if entry.get("tile")}
    rows = [entry["tile"][0] for entry in spots.values()]
    columns = [entry["tile"][1] for entry in spots.values()]
    if not spots:
        return []
    top, left = 1 - min(rows), 1 - min(columns)
    return [
        Tile(
            name=spots[one.unit.code].get("short") or one.unit.name,
            row=spots[one.unit.code]["tile"][0] + top,
            col=spots[one.unit.code]["tile"][1] + left,
            state=one.state,
            value=written(one) or "–",
            href=place.figure(one.indicator.code, one.unit.code),
        )
        for one in children
        if one.unit.code in spots
    ]


def _key(sort: str) -> Callable[[Reading], Any]:
    name = sort.removeprefix("-")
    if name == "value":
        return lambda reading: (reading.value if reading.value is not None else _NOTHING, reading.unit.code)
    if name == "name":
        return lambda reading: reading.unit.code
    return lambda reading: (
        reading.goal is None,
        _ORDER[reading.state],
        reading.value if reading.value is not None else _NOTHING,
        reading.unit.code,
    )


def _row(place: Place, reading: Reading) -> Row:
    row = reading.row if reading.value is not None else None
    parts = ""
    if row is not None and row.denominator is not None:
        parts = f"{plain(row.numerator)}/{plain(row.denominator)}"
    elif row is not None and row.people is not None and reading.indicator.unit == "人次":
        parts = note_of(reading).split("，")[0]
    gap = short_of(standing_of(reading))
    unit = f" {reading.unit_label}" if reading.type.per_many else ""
    now, goal = written(reading), target_written(reading)
    return Row(
        key=reading.unit.code,
        cells=[
            Cell(text=reading.unit.name, href=place.figure(reading.indicator.code, reading.unit.code)),
            Cell(text=now + unit if now else "–", note=parts),
            goal + unit if goal else "–",
            plain(-(-gap.numerator // gap.denominator)) if gap and not reading.type.per_many else "–",
            Cell(text="", state=reading.state),
        ],
    )
