"""Where a participation counts: the stretch of each membership over the days around it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

_RESEAT = """
UPDATE people_membership m SET seat_from = s.f, seat_to = s.t
FROM (
    SELECT id,
           CASE WHEN row_number() OVER w = 1 THEN DATE '0001-01-01' ELSE joined_on END AS f,
           COALESCE(lead(joined_on) OVER w - 1, DATE '9999-12-31') AS t
      FROM people_membership {where}
    WINDOW w AS (PARTITION BY person_id ORDER BY joined_on NULLS FIRST)
) s WHERE m.id = s.id AND (m.seat_from, m.seat_to) IS DISTINCT FROM (s.f, s.t)
"""


def reseat(person_ids: Sequence[int] | None = None) -> int:
    """Recompute seat_from/seat_to of these persons (of all when None); returns the rows changed."""
    with connection.cursor() as cursor:
        if person_ids is None:
            cursor.execute(_RESEAT.format(where=""))
        else:
            cursor.execute(_RESEAT.format(where="WHERE person_id = ANY(%s)"), [list(person_ids)])
        return cursor.rowcount
