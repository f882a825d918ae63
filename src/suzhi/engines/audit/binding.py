"""Which rows and history rows an act of the chain stands behind, by the notes that the act is bound to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext as _

from suzhi.engines.audit.acts import NOTES_DIGEST
from suzhi.engines.audit.chunks import fetch_rows
from suzhi.engines.audit.noting import print_sql
from suzhi.engines.audit.protection import fact_tables
from suzhi.engines.audit.verdict import Problem

_RANGE = re.compile(r"\[(-?\d+),(-?\d+)\)")
Spans = list[tuple[int, int]]

_ACTS = f"""
SELECT a.id, a.context, a.notes_to, a.notes = (
    SELECT {NOTES_DIGEST} FROM audit_note n WHERE n.context = a.context AND n.id <= a.notes_to)
FROM audit_act a WHERE a.context IS NOT NULL AND a.notes_to > %s ORDER BY a.id
"""
# Who caused a history row stands in its context too, where it could be altered apart from the act.
_CONTEXTS = """
SELECT c.id, min(a.id) FROM pghistory_context c JOIN audit_act a ON a.context = c.id
WHERE a.id > %s GROUP BY c.id, c.metadata
HAVING NOT bool_or(a.actor_id IS NOT DISTINCT FROM (c.metadata->>'actor')::bigint
                   AND a.actor_name = left(c.metadata->>'name', 80))
"""


def last_note() -> int:
    """The number of the last note; the notes of what a seal covers need not be looked at again."""
    [(last,)] = fetch_rows("SELECT coalesce(max(id), 0) FROM audit_note")
    return int(last)


class Bound:
    """The notes written since the oldest of the given seals, as far as acts are bound to them."""

    def __init__(self, tables: dict[str, Any], migrated: bool = False) -> None:
        # A migration may have changed what a row is written as; the next seal begins anew.
        self.migrated = migrated
        # A table sealed before there were notes begins with its next seal.
        self.since = min((int(known.get("notes", 0)) for known in tables.values()), default=0)
        self.noting = {table for table, known in tables.items() if "notes" in known}
        self.altered: list[int] = []
        self.contexts: dict[UUID, int] = {}
        for act, context, upto, sound in fetch_rows(_ACTS, [self.since]):
            if sound:
                self.contexts[context] = upto
            else:
                self.altered.append(act)
        self._inserted: dict[str, Spans] = defaultdict(list)
        self._changed: dict[tuple[str, UUID], Spans] = defaultdict(list)
        # table -> row -> what it became by the last statement that an act stands behind
        self._prints: dict[str, dict[int, str]] = defaultdict(dict)
        self._read()

    def _read(self) -> None:
        sql = "SELECT id, relation, op, keys, prints, context FROM audit_note WHERE id > %s ORDER BY id"
        for note, relation, op, keys, prints, context in fetch_rows(sql, [self.since]):
            if context is None or note > self.contexts.get(context, 0):
                continue
            spans = [(int(first), int(end)) for first, end in _RANGE.findall(keys)]
            known = self._prints[relation]
            if prints:
                known.update({int(row): made for row, made in (one.split("=") for one in prints.split())})
            else:
                for row in [row for row in known if _within(_joined(spans), row)]:
                    del known[row]
            if op == "I":
                self._inserted[relation] += spans
            else:
                self._changed[relation, context] += spans
        for spans in (*self._inserted.values(), *self._changed.values()):
            spans[:] = _joined(spans)

    def problems(self) -> Iterator[Problem]:
        """Acts whose notes, and contexts whose names, are no longer what they were."""
        for act in self.altered:
            text = _("第 %(act)s 号操作记录涉及哪些行，这份记录被改动。") % {"act": act}
            yield Problem("note.altered", "audit_note", act, text)
        first = fetch_rows("SELECT coalesce(min(id), 0) FROM audit_act WHERE notes_to > %s", [self.since])[0][
            0
        ]
        for _context, act in fetch_rows(_CONTEXTS, [max(int(first) - 1, 0)]):
            text = _("第 %(act)s 号操作在历史里记的操作人被改动。") % {"act": act}
            yield Problem("context.altered", "pghistory_context", act, text)

    def rows(self, table: str, fresh: Iterable[int]) -> Iterator[Problem]:
        """Rows put in since the seal that no act stands behind."""
        if table not in self.noting:
            return
        spans = self._inserted.get(table, [])
        for row in fresh:
            if not _within(spans, row):
                text = _("%(table)s 第 %(row)s 行不是通过系统登记的：没有操作记录对应。")
                yield Problem("row.inserted", table, row, text % {"table": table, "row": row})

    def prints(self, table: str) -> Iterator[Problem]:
        """Rows that are not what the last statement left that an act stands behind."""
        known = self._prints.get(table)
        if not known or table not in self.noting or self.migrated:
            return
        without = fact_tables()[table]
        sql = f"SELECT id, {print_sql('%s::text[]')} FROM {connection.ops.quote_name(table)} AS r WHERE id = ANY(%s)"
        for row, now in fetch_rows(sql, [without, list(known)]):
            if now != known[row]:
                text = _("%(table)s 第 %(row)s 行在最后一次有记录的改动以后，又被改动，没有留下历史。")
                yield Problem("row.altered", table, row, text % {"table": table, "row": row})

    def events(self, history: type[models.Model], fresh: list[int]) -> Iterator[Problem]:
        """Changes since the seal that no act stands behind, and history made up."""
        table = history.pgh_tracked_model._meta.db_table  # type: ignore[attr-defined]
        if not fresh or history._meta.db_table not in self.noting:
            return
        name = connection.ops.quote_name(history._meta.db_table)
        sql = f"SELECT pgh_id, id, pgh_context_id FROM {name} WHERE pgh_id = ANY(%s) ORDER BY pgh_id"
        for _event, row, context in fetch_rows(sql, [fresh]):
            if not _within(self._changed.get((table, context), []), row):
                text = _("%(table)s 第 %(row)s 行的一次改动不是通过系统做的：没有操作记录对应。")
                yield Problem("row.unattributed", table, row, text % {"table": table, "row": row})


def _joined(spans: Spans) -> Spans:
    joined: Spans = []
    for first, end in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((first, end))
    return joined


def _within(spans: Spans, row: int) -> bool:
    at = bisect_right(spans, (row, 2**63)) - 1
    return at >= 0 and spans[at][0] <= row < spans[at][1]
