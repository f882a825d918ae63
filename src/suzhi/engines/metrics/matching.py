"""Which figures a record counts toward: the filters of every definition, tried on the record as its sources show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection

from suzhi.engines.metrics.models import Catalogue, Definition
from suzhi.engines.metrics.registry import source
from suzhi.engines.metrics.spec import Rows, parse
from suzhi.engines.workflow.api import rank_of
from suzhi.kernel.sources import Source

Shown = Mapping[str, Any]


def counted_toward(type_: str, record_id: int, catalogue: Catalogue) -> list[Definition]:
    """The figures whose filters a record passes, whatever the year: shown on the record's page.

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
    return [
        d for d, found in parts.items() if any(_passes(p.where, row) for p in found for row in seen[p.source])
    ]


def _is_of(part: Rows, type_: str) -> bool:
    """Whether a record of that type can stand in the source: a participation stands under its activity."""
    declared = source(part.source)
    return type_ == ("activity" if "activity_id" in declared.columns else declared.record)


def _shown(declared: Source, parts: Iterable[Rows], record_id: int, least: int) -> list[Shown]:
    """What the source's views say of the record, in the columns that some filter looks at."""
    names = sorted({name for part in parts for name in part.where} & declared.columns.keys())
    key = "activity_id" if "activity_id" in declared.columns else "id"
    ranked = "state_rank" in declared.columns
    columns = ", ".join(connection.ops.quote_name(name) for name in names) or "1"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT {columns} FROM src_{declared.name} WHERE {key} = %s"
            + (" AND state_rank >= %s" if ranked else ""),
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
