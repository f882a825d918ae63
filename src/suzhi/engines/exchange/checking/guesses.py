"""The nearest known key for a reference that leads nowhere."""

from __future__ import annotations

import unicodedata

from suzhi.engines.exchange.checking.planning import target_of
from suzhi.engines.exchange.checking.refusing import missing_words
from suzhi.engines.exchange.sheets.declare import Sheet
from suzhi.engines.exchange.sheets.spelling import nearest
from suzhi.engines.exchange.sheets.targets import Context

_GUESSED = 100
_CANDIDATES = 400


def fill_nearest(context: Context, sheet: Sheet) -> None:
    """Fill ``nearest`` of the sheet's unresolved references: by the record's name, else by a similar key."""
    for column in sheet.columns:
        other = context.registry.get(column.references) if column.references else None
        if other is None:
            continue
        values = context.rows(
            "SELECT DISTINCT value FROM stage_problem WHERE sheet = %s AND column_name = %s AND problem = %s"
            " AND value <> '' LIMIT %s",
            [sheet.name, column.name, missing_words(other.name), _GUESSED],
        )
        for (value,) in values:
            guess = _guess(context, other, value)
            if guess:
                context.run(
                    "UPDATE stage_problem SET nearest = %s WHERE sheet = %s AND column_name = %s"
                    " AND value = %s",
                    [guess, sheet.name, column.name, value],
                )


def _guess(context: Context, other: Sheet, value: str) -> str:
    """People write a name where a key is wanted, or mistype the end of a key, or type it full-width."""
    target, key = target_of(other), other.keys[0].field
    value = unicodedata.normalize("NFKC", value)
    if target.name:
        found = context.rows(
            f"SELECT {target.key} FROM {target.table} WHERE {target.name} = %s LIMIT 2", [value]
        )
        if len(found) == 1:
            return str(found[0][0])
    head = value[: max(1, len(value) * 2 // 3)]
    sources = [f"SELECT {target.key}::text AS k FROM {target.table} WHERE {target.key} LIKE %s"]
    if context.staged(other.name):
        sources.append(f"SELECT {key}::text AS k FROM plan_{other.code} WHERE NOT _bad AND {key} LIKE %s")
    like = head.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = context.rows(
        f"SELECT DISTINCT k FROM ({' UNION ALL '.join(sources)}) x ORDER BY k LIMIT {_CANDIDATES}",
        [like] * len(sources),
    )
    return nearest(value, [row[0] for row in rows])
