"""Stored values under the installation's key: one that was altered in the database is known, and not sealed over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from suzhi.engines.audit.api import Problem, keyed

PURPOSE = "values"
# One digest over all values of a definition, made where they are.
_DIGEST = """
SELECT v.definition_id, encode(sha256(convert_to(string_agg(ROW(
    v.unit_id, v.year, v.numerator, v.denominator, v.least, v.total, v.visits, v.people, v.parts, v.checksum
)::text, E'\\n' ORDER BY v.unit_id, v.year), 'UTF8')), 'hex')
FROM metrics_value v {where} GROUP BY 1
"""
_ALL = f"""
SELECT d.code, s.definition_id, coalesce(now.digest, ''), s.digest FROM metrics_valueseal s
JOIN metrics_definition d ON d.id = s.definition_id
LEFT JOIN ({_DIGEST.format(where="")}) AS now(definition_id, digest) ON now.definition_id = s.definition_id
ORDER BY s.definition_id
"""


@contextmanager
def resealing(cursor: Any, definition_id: int, whole: bool = False) -> Iterator[None]:
    """Around a write of a definition's values. Unless all are written anew, they are sealed only if they were sound."""
    sound = whole or _stored(cursor, definition_id) in (None, _seal(cursor, definition_id))
    yield
    if sound:
        cursor.execute(
            "INSERT INTO metrics_valueseal (definition_id, digest) VALUES (%s, %s)"
            " ON CONFLICT (definition_id) DO UPDATE SET digest = EXCLUDED.digest",
            [definition_id, _seal(cursor, definition_id)],
        )


def altered(cursor: Any) -> Iterator[Problem]:
    """Definitions whose stored values are not those that were computed."""
    cursor.execute(_ALL)
    for code, definition_id, now, kept in cursor.fetchall():
        if kept != keyed(PURPOSE, f"{definition_id}|{now}"):
            text = _("指标 %(code)s 的存储数值被改动，不是算出来的。重新计算可恢复。") % {"code": code}
            yield Problem("value.forged", "metrics_value", definition_id, text)


def _stored(cursor: Any, definition_id: int) -> str | None:
    cursor.execute("SELECT digest FROM metrics_valueseal WHERE definition_id = %s", [definition_id])
    row = cursor.fetchone()
    return row[0] if row else None


def _seal(cursor: Any, definition_id: int) -> str:
    cursor.execute(_DIGEST.format(where="WHERE v.definition_id = %s"), [definition_id])
    row = cursor.fetchone()
    return keyed(PURPOSE, f"{definition_id}|{row[1] if row else ''}")
