"""Explains a difference by records: which of those that a figure counts were added or changed since.

The row history keeps every row as it was before a change. Put in the place of the base tables (a name in WITH
hides the view of that name), it lets the definition's own filter be asked twice: of the records as they were,
and of the records as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from suzhi.engines.metrics.explain import Record
from suzhi.engines.metrics.models import Definition
from suzhi.engines.metrics.registry import SQL_TYPES, all_bases, all_sources, source_select
from suzhi.engines.metrics.spec import Rows, parse
from suzhi.kernel.sources import Source

# More changed records than this are not gone through; the page says that there are more.
MOST_KEYS, MOST_SHOWN = 20_000, 50
ADDED, REMOVED, ALTERED = "added", "removed", "altered"


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record: newly counted, no longer counted, or counted before and after with something else in it."""

    kind: str
    record: Record


@dataclass
class Span:
    """From the moment of the earlier figures to that of the later ones (None: to the present)."""

    since: datetime
    until: datetime | None = None
    _keys: dict[str, list[int]] = field(default_factory=dict)

    def changes(
        self, definition: Definition, settings: Mapping[str, Any], unit_id: int, year: int
    ) -> list[RecordChange]:
        """The records of this figure that changed in the span, at this unit or below; at most MOST_SHOWN."""
        found: dict[tuple[str, int], RecordChange] = {}
        parts = parse(definition.spec, settings).parts()
        for part, entry in zip(parts, definition.queries.get("match", ()), strict=False):
            for change in self._of_part(part, entry, unit_id, year):
                found.setdefault((change.record.type, change.record.id), change)
        return list(found.values())[:MOST_SHOWN]

    def _of_part(
        self, part: Rows, entry: Mapping[str, str], unit_id: int, year: int
    ) -> Iterable[RecordChange]:
        source = all_sources()[part.source]
        column = source.by
        keys = self._changed(source, column)
        if not keys:
            return []
        asked = {"keys": keys, "unit": unit_id, "first": year if part.time == "in_year" else 1, "last": year}
        before = _counted(source, column, entry["sql"], asked, self.since)
        after = _counted(source, column, entry["sql"], asked, self.until)
        kinds = (
            dict.fromkeys(before, REMOVED)
            | dict.fromkeys(after, ADDED)
            | dict.fromkeys(before & after, ALTERED)
        )
        chosen = sorted(kinds, key=lambda pk: (kinds[pk] == ALTERED, pk))[:MOST_SHOWN]
        return [
            RecordChange(kinds[record.id], record) for record in _records(entry["record"], source, chosen)
        ]

    def _changed(self, source: Source, column: str) -> list[int]:
        """Keys of the source's records that were written in the span."""
        if source.name not in self._keys:
            tables = {name: all_bases()[name].key for name, by in source.refresh.items() if by == column}
            texts = [
                _changed_sql(name, key) for name, key in (tables or {source.bases[-1].name: "id"}).items()
            ]
            asked = {
                "since": self.since,
                "until": self.until or datetime.max.replace(tzinfo=self.since.tzinfo),
            }
            rows = _fetch(f"{' UNION '.join(texts)} LIMIT {MOST_KEYS}", asked)
            self._keys[source.name] = [row[0] for row in rows]
        return self._keys[source.name]


def _fetch(sql: str, asked: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return list(cursor.fetchall())


def _models(table: str) -> tuple[type[Model], type[Model]] | None:
    """The model of a base table and the model of its history, where it keeps one."""
    for model in apps.get_models():
        if model._meta.db_table == table and not model._meta.proxy:
            label, name = model._meta.app_label, f"{model._meta.object_name}Event"
            known = name.lower() in apps.all_models[label]
            return (model, apps.get_model(label, name)) if known else None
    return None


def _changed_sql(table: str, key: str) -> str:
    found = _models(table)
    assert found is not None, table
    history, within = found[1]._meta.db_table, "> %(since)s AND {0} <= %(until)s"
    return (
        f"SELECT {key} FROM {table} WHERE created_at {within.format('created_at')} UNION "
        f"SELECT {key} FROM {history} WHERE pgh_created_at {within.format('pgh_created_at')}"
    )


def _counted(
    source: Source, column: str, match: str, asked: Mapping[str, Any], at: datetime | None
) -> set[int]:
    """Which of the keys pass the definition's filter, in the unit and the years, as the records stood."""
    shadows = _shadows(source) if at is not None else ""
    day = (
        f'EXTRACT(year FROM s."{source.day}") BETWEEN %(first)s AND %(last)s'
        if source.day and not source.span
        else "TRUE"
    )
    if source.year:
        day = f's."{source.year}" BETWEEN %(first)s AND %(last)s'
    passes = match.replace("%(asked)s", f's."{column}"')
    sql = (
        f'{shadows} SELECT DISTINCT s."{column}" FROM src_{source.name} AS s '
        f'WHERE s."{column}" = ANY(%(keys)s) AND {day} AND EXISTS (SELECT 1 FROM org_closure AS c '
        f"WHERE c.unit_id = s.unit_id AND c.ancestor_id = %(unit)s) AND EXISTS ({passes})"
    )
    return {row[0] for row in _fetch(sql, {**asked, "since": at})}


def _shadows(source: Source) -> str:
    """The source and its base tables, as they stood at the moment ``since``."""
    texts = []
    for base in source.bases:
        found = _models(base.name)
        if found is not None:
            columns = ", ".join(
                f"CAST({sql} AS {SQL_TYPES[kind]}) AS {name}" for name, (kind, sql) in base.columns.items()
            )
            texts.append(
                f"base_{base.name} AS NOT MATERIALIZED (SELECT {columns} FROM ({_as_of(*found)}) AS rows)"
            )
    selected = source_select(source).replace("%", "%%")
    return f"WITH {', '.join(texts)}, src_{source.name} AS NOT MATERIALIZED ({selected})"


def _as_of(model: type[Model], event: type[Model]) -> str:
    """Rows untouched since, the others as they were before their first change, nothing newer."""
    known = {item.column for item in event._meta.concrete_fields}
    columns = ", ".join(f'"{item.column}"' for item in model._meta.concrete_fields if item.column in known)
    table, history = model._meta.db_table, event._meta.db_table
    return (
        f"SELECT {columns} FROM {table} AS t WHERE created_at <= %(since)s AND NOT EXISTS "
        f"(SELECT 1 FROM {history} AS e WHERE e.pgh_obj_id = t.id AND e.pgh_created_at > %(since)s) "
        f"UNION ALL SELECT {columns} FROM (SELECT DISTINCT ON (pgh_obj_id) * FROM {history} WHERE "
        f"pgh_created_at > %(since)s ORDER BY pgh_obj_id, pgh_id) AS h WHERE created_at <= %(since)s"
    )


def _records(type_: str, source: Source, keys: list[int]) -> list[Record]:
    """The records with their names; what was deleted since is named from its history."""
    named = next((s for s in all_sources().values() if s.record == type_ and not s.parent), source)
    named = source if source.record == type_ else named
    with connection.cursor() as cursor:
        cursor.execute(named.keys, [keys] * named.keys.count("%s"))
        names = {row[0]: (str(row[1]), str(row[2])) for row in cursor.fetchall()}
    names |= _gone(named, [key for key in keys if key not in names])
    return [Record(type_, key, *names[key], None, None, 1) for key in keys]


def _gone(source: Source, keys: list[int]) -> dict[int, tuple[str, str]]:
    """Deleted records: the table of the source that carries its ids, as its history last saw them."""
    if not keys:
        return {}
    table = next((name for name, by in source.refresh.items() if by == "id"), source.bases[-1].name)
    found = _models(table)
    names = {item.name for item in found[1]._meta.concrete_fields} if found else set()
    if found is None or not {"key", "name"} <= names:
        return {key: ("", _("已删除的记录")) for key in keys}
    rows = (
        found[1]
        ._base_manager.filter(pgh_obj_id__in=keys)
        .order_by("pgh_id")
        .values_list("pgh_obj_id", "key", "name")
    )
    return {key: ("", _("已删除的记录")) for key in keys} | {
        pk: (key, _("%s（已删除）") % name) for pk, key, name in rows
    }
