"""Which figures a record counts toward: the filters of every definition, tried on the record as its sources show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from suzhi.engines.metrics.columns import RANK
from suzhi.engines.metrics.models import Catalogue, Definition
from suzhi.engines.metrics.registry import source
from suzhi.engines.metrics.spec import Rows, parse
from suzhi.engines.workflow.api import rank_of
from suzhi.kernel.sources import Source

Shown = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Toward:
    """A figure that a record counts toward, and the years of the catalogue in which it does."""

    definition: Definition
    years: tuple[int, ...]


def counted_toward(type_: str, record_id: int, catalogue: Catalogue) -> list[Toward]:
    """The figures whose filters a record passes, with the years; none where its days lie outside all of these.

    One query a source, however many definitions stand on it.
    """
    rows = Definition.objects.filter(catalogue=catalogue, awaits="").defer("queries").order_by("position")
    parts = {d: [p for p in parse(d.spec, catalogue.settings).parts() if _is_of(p, type_)] for d in rows}
    asked = [part for found in parts.values() for part in found]
    least = rank_of("record", catalogue.settings.get("counted_from", "confirmed"))
    seen = {
        name: _shown(source(name), [part for part in asked if part.source == name], record_id, least)
        for name in {part.source for part in asked}
    }
    first = max(catalogue.first_year, int(catalogue.settings.get("start_year", catalogue.first_year)))
    span = range(first, catalogue.last_year + 1)
    toward = []
    for definition, found in parts.items():
        years = {
            year for p in found for row in seen[p.source] if _passes(p.where, row)
            for year in _years(source(p.source), p.time, row, span)
        }  # fmt: skip
        if years:
            toward.append(Toward(definition, tuple(sorted(years))))
    return toward


def _years(declared: Source, time: str, row: Shown, span: range) -> Iterable[int]:
    """The years in which a row counts, as ``expressions.timing`` compiles it."""
    if time in ("in_plan", "in_year") and declared.day and row[declared.day] is not None:
        year = row[declared.day].year
        on = range(year, span[-1] + 1) if time == "in_plan" else range(year, year + 1)
        return on if year in span else ()
    years = [row[declared.year]] if declared.year else list(span)
    if declared.span:
        since, until = row[declared.span[0]], row[declared.span[1]]
        if time == "on_date":
            years = [year for year in years if since <= date(year, 12, 31) <= until]
        elif time == "in_whole_plan" and not (since.year <= span[-1] and until.year >= span[0]):
            years = []
    return [year for year in years if year in span]


def _is_of(part: Rows, type_: str) -> bool:
    """Whether a record of that type can stand in the source: a participation stands under its activity."""
    declared = source(part.source)
    return type_ == declared.opens


def _shown(declared: Source, parts: Iterable[Rows], record_id: int, least: int) -> list[Shown]:
    """What the source's views say of the record, in the columns that some filter looks at."""
    timed = {declared.day, declared.year, *(declared.span or ())} - {""}
    names = sorted(({name for part in parts for name in part.where} | timed) & declared.columns.keys())
    key = declared.by
    ranked = RANK in declared.columns
    columns = ", ".join(connection.ops.quote_name(name) for name in names) or "1"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT {columns} FROM src_{declared.name} WHERE {key} = %s"
            + (f" AND {RANK} >= %s" if ranked else ""),
            [record_id, least] if ranked else [record_id],
        )
        return [dict(zip(names, row, strict=False)) for row in cursor.fetchall()]


def _passes(where: Shown, row: Shown) -> bool:
    """As ``expressions.world.select`` compiles it: equal, one of a list, or text that contains any of several words."""
    return all(_meets(row[name], value) for name, value in where.items())


def _meets(known: Any, value: Any) -> bool:
    if isinstance(known, date):
        known = known.isoformat()
    if known is None:
        return False
    if isinstance(value, list):
        return known in value
    if isinstance(value, dict):
        return any(word in known for word in value["contains_any"])
    return bool(known == value)
