"""What a changed setting would do to the figures, before it is applied."""

from __future__ import annotations

from typing import Any

from suzhi.engines.metrics.compute import compute_one, jobs
from suzhi.engines.metrics.mirror import Mirror
from suzhi.engines.metrics.models import Catalogue

_CHANGES = """
SELECT a.unit_id IS NULL AS appears, COALESCE(a.unit_id, b.unit_id) AS unit_id, COALESCE(a.year, b.year) AS year,
       a.numerator, a.denominator, b.numerator AS new_numerator, b.denominator AS new_denominator
  FROM {before} a FULL JOIN {after} b ON a.unit_id = b.unit_id AND a.year = b.year
 WHERE (a.numerator, a.denominator) IS DISTINCT FROM (b.numerator, b.denominator)
"""


def differences(mirror: Mirror, catalogue: Catalogue, settings: dict[str, Any]) -> list[dict[str, Any]]:
    """By figure: how many values at how many units would change, and the root's before and after by year.

    Targets that are themselves settings are compared by the caller; here only values.
    """
    found = []
    for job in jobs(catalogue, settings):
        proposed = compute_one(mirror, job, prefix="trial_")
        query = _CHANGES.format(before=f"figures_{job.row.id}", after=proposed)
        rows = mirror.db.execute(query).fetchall()
        if rows:
            found.append(_summary(job.row.code, rows, catalogue.root_id))
    return found


def _summary(code: str, rows: list[tuple[Any, ...]], root: int | None) -> dict[str, Any]:
    at_root = [
        {"year": row[2], "before": [row[3], row[4]], "after": [row[5], row[6]]}
        for row in rows
        if row[1] == root
    ]
    return {"code": code, "values": len(rows), "units": len({row[1] for row in rows}), "root": at_root}
