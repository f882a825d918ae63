"""Opens a figure: the records it consists of, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from suzhi.engines.metrics.listed import Anchor, Listing
from suzhi.engines.metrics.models import Definition
from suzhi.engines.metrics.registry import source
from suzhi.engines.org.api import Unit
from suzhi.kernel import clock
from suzhi.kernel.errors import Refusal
from suzhi.kernel.sources import Source

PARTS = ("numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Record:
    """One record behind a figure. ``type`` and ``id`` open it; ``key`` is its key in the workbook.

    row: its number in the listing, from which one leafs on.
    """

    type: str
    id: int
    key: str
    label: str
    unit_id: int | None
    day: date | None
    weight: int
    met: bool = True
    row: int = 0
    entered: date | None = None

    @property
    def late(self) -> bool:
        """Whether it was entered after the year was over in which it counts."""
        return bool(self.entered and self.day and self.entered.year > self.day.year)


def explain(
    definition: Definition, unit_id: int, year: int, part: str = "numerator", limit: int = 50, offset: int = 0,
    anchor: Anchor | None = None,
) -> list[Record]:  # fmt: skip
    """Records of one part of a figure at a unit in a year. ``limit`` 0 gives all."""
    spec = definition.spec
    if definition.awaits:
        return []
    if "of" in spec:
        return _members(definition, unit_id, year, part, limit, offset)
    block = spec["counts"] if part == "numerator" else spec.get("per")
    if block is None:
        return []
    return _listed(definition, year, part, block["source"], unit_id, limit, offset, anchor)


def missing(
    definition: Definition, unit_id: int, year: int, limit: int = 50, offset: int = 0
) -> list[Record]:
    """Members of a coverage's population that do not count yet: what would close the gap."""
    return _members(definition, unit_id, year, "missing", limit, offset)


def member_of(definition: Definition, unit_id: int, year: int, member_id: int) -> Record | None:
    """One member of a coverage's population at a unit in a year; None when it does not belong to it."""
    found = _members(definition, unit_id, year, "denominator", 1, 0, member_id)
    return found[0] if found else None


def evidence(
    definition: Definition, member_id: int, year: int, condition: int = 0, limit: int = 50
) -> list[Record]:
    """The records by which one member of a coverage meets a condition."""
    conditions = [part for part in definition.spec.get("having", ()) if "awaits" not in part]
    if condition >= len(conditions):
        return []
    name = conditions[condition]["source"]
    return _listed(definition, year, f"evidence_{condition}", name, member_id, limit, 0)


def _listed(
    definition: Definition, year: int, part: str, source_name: str, asked: int, limit: int, offset: int,
    anchor: Anchor | None = None,
) -> list[Record]:  # fmt: skip
    text = definition.queries.get("sql", {}).get(part)
    if text is None:
        raise Refusal(
            "metrics.not_computed", _("这个指标还没有算过。"), _("请等计算进程算完，或运行 suzhi recompute。")
        )
    at_units = definition.spec.get("of", {}).get("entity") != "person"
    found = Listing(text, source(source_name), asked, year, at_units)
    rows = found.page(limit, offset, anchor) if limit else found.all()
    names = _names(source_name, [row[0] for row in rows])
    return [_record(source(source_name), row, names) for row in rows]


def _record(declared: Source, row: tuple[Any, ...], names: dict[int, tuple[str, str, date | None]]) -> Record:
    key, label, entered = names.get(row[0], ("", "", None))
    # A row that is the parent itself (a head-count for its activity) bears the parent's id, negative.
    type_ = declared.opens if row[0] < 0 else declared.record
    weight = int(row[3] or 0)
    return Record(type_, abs(row[0]), key, label, row[1], row[2], weight, row=row[0], entered=entered)


def _names(source_name: str, ids: list[int]) -> dict[int, tuple[str, str, date | None]]:
    sql = source(source_name).keys
    with connection.cursor() as cursor:
        cursor.execute(sql, [ids] * sql.count("%s"))
        return {row[0]: (row[1], row[2], _day(row[3:])) for row in cursor.fetchall()}


def _day(moments: tuple[datetime, ...]) -> date | None:
    return moments[0].astimezone(clock.BEIJING).date() if moments else None


_MEMBERS = """
SELECT m.entity_id, min(m.unit_id), bool_or(m.met) FROM metrics_member m
  JOIN org_closure c ON c.unit_id = m.unit_id AND c.ancestor_id = %s
   AND make_date(m.year, 12, 31) BETWEEN c.valid_from AND c.valid_to
 WHERE m.definition_id = %s AND m.year = %s {one} GROUP BY 1 {having} ORDER BY 1 {page}
"""


def _members(
    definition: Definition,
    unit_id: int,
    year: int,
    part: str,
    limit: int,
    offset: int,
    member_id: int | None = None,
) -> list[Record]:
    having = {"numerator": "HAVING bool_or(m.met)", "missing": "HAVING NOT bool_or(m.met)"}.get(part, "")
    page = "" if not limit else f"LIMIT {int(limit)} OFFSET {int(offset)}"
    with connection.cursor() as cursor:
        one = "" if member_id is None else "AND m.entity_id = %s"
        asked = [unit_id, definition.pk, year, *([] if member_id is None else [member_id])]
        cursor.execute(_MEMBERS.format(having=having, page=page, one=one), asked)
        rows = cursor.fetchall()
    person = definition.spec["of"]["entity"] == "person"
    names = _person_names(row[0] for row in rows) if person else _unit_names(row[0] for row in rows)
    type_ = "person" if person else "unit"
    return [Record(type_, e, *names.get(e, ("", "")), u, None, 1, met) for e, u, met in rows]


def _unit_names(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    return {
        pk: (code, name)
        for pk, code, name in Unit.objects.filter(pk__in=list(ids)).values_list("pk", "code", "name")
    }


def _person_names(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    from suzhi.engines.people.api import Person

    return {
        pk: (key, name)
        for pk, key, name in Person.objects.filter(pk__in=list(ids)).values_list("pk", "key", "name")
    }
