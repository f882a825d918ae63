"""The dated closure of the tree: derived from the reporting lines, rebuilt as a whole in one statement."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils.translation import gettext as _

from suzhi.kernel.errors import Refusal

# Each step up intersects the days of the segments on the way; the first and last segment of a unit reach to
# the ends of time, so that a record before a unit's founding still counts somewhere.
_REBUILD = """
WITH RECURSIVE up AS (
    SELECT id AS ancestor_id, id AS unit_id, 0 AS depth, DATE '0001-01-01' AS f, DATE '9999-12-31' AS t
      FROM org_unit
    UNION ALL
    SELECT l.parent_id, up.unit_id, up.depth + 1, GREATEST(up.f, l.valid_from), LEAST(up.t, l.valid_to)
      FROM up JOIN org_line l ON l.unit_id = up.ancestor_id AND l.parent_id IS NOT NULL
     WHERE GREATEST(up.f, l.valid_from) <= LEAST(up.t, l.valid_to) AND up.depth < {deepest}
)
INSERT INTO org_closure (ancestor_id, unit_id, depth, valid_from, valid_to)
SELECT ancestor_id, unit_id, depth, f, t FROM up
"""
DEEPEST = 12


def rebuild_closure() -> int:
    """Recompute the closure from the lines; returns its rows. A cycle is refused and nothing changes."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE org_line IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM org_closure")
        cursor.execute(_REBUILD.format(deepest=DEEPEST))
        rows = cursor.rowcount
        cursor.execute("SELECT 1 FROM org_closure WHERE depth >= %s LIMIT 1", [DEEPEST])
        if cursor.fetchone():
            raise Refusal(
                "org.cycle",
                _("单位的上级关系成环或超过十二级。"),
                _("请检查上级编码，使每个单位最终归到市总。"),
            )
        cursor.execute("INSERT INTO audit_change (relation, keys) VALUES ('org_closure', NULL)")
        cursor.execute("SELECT pg_notify('suzhi_change', 'org_closure')")
    return rows
