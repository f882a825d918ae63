"""What every table of facts wears: row history and the change feed, both by triggers, so no path skips them.

History keeps the row as it was before each update or deletion. The present row and its ``created_at`` are the
rest of the story, so that three million insertions need no second copy (docs/decisions/0003).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pghistory
import pgtrigger

FEED_LIMIT = 20_000

_FEED = """
SELECT array_agg(DISTINCT key) INTO found FROM ({rows}) AS touched(key);
IF found IS NOT NULL THEN
    INSERT INTO audit_change (relation, keys)
    VALUES (TG_TABLE_NAME, CASE WHEN cardinality(found) > {limit} THEN NULL ELSE found END);
    PERFORM pg_notify('suzhi_change', TG_TABLE_NAME);
END IF;
RETURN NULL;
"""


def history(at_once: bool = False, **options: Any) -> Callable[[Any], Any]:
    """Class decorator: keep the old row at every update and deletion.

    ``at_once``: once a statement instead of once a row, for tables of which imports take hundred thousands of rows
    back in one statement. Row by row, each old row opens a subtransaction and looks its context up anew.
    """
    level = pgtrigger.Statement if at_once else pgtrigger.Row
    return pghistory.track(
        pghistory.UpdateEvent("update", row=pghistory.Old, level=level),
        pghistory.DeleteEvent("delete", row=pghistory.Old, level=level),
        **options,
    )


def feed(key: str = "id") -> list[pgtrigger.Trigger]:
    """Statement triggers that write the changed rows' ``key`` column into the change feed.

    ``key`` names what the figures are refreshed by: an activity for its participations, a person for
    memberships. One feed row per statement, whatever the number of rows.
    """
    new, old = f'SELECT "{key}" FROM new_rows', f'SELECT "{key}" FROM old_rows'
    return [
        _statement("feed_insert", pgtrigger.Insert, new, pgtrigger.Referencing(new="new_rows")),
        _statement(
            "feed_update",
            pgtrigger.Update,
            f"{new} UNION {old}",
            pgtrigger.Referencing(new="new_rows", old="old_rows"),
        ),
        _statement("feed_delete", pgtrigger.Delete, old, pgtrigger.Referencing(old="old_rows")),
    ]


def _statement(name: str, operation: Any, rows: str, referencing: Any) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=referencing,
        declare=[("found", "bigint[]")],
        func=_FEED.format(rows=rows, limit=FEED_LIMIT),
    )
