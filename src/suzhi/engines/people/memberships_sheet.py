"""单位编码, 入职日期 and 离职日期 of the sheet 职工: the membership beside the person."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from suzhi.engines.exchange.api import Companion, Context, Sheet, insert_traced, note, trace_before
from suzhi.engines.people.seats import reseat

_EVER = "DATE '0001-01-01'"
_LAST = (
    " LEFT JOIN LATERAL (SELECT id, unit_id, joined_on, left_on FROM people_membership WHERE person_id = t.id"
    " ORDER BY joined_on DESC NULLS LAST LIMIT 1) m ON true"
)
_INSERT = (
    "INSERT INTO people_membership (person_id, unit_id, joined_on, left_on)"
    " SELECT _id, unit_id, joined_on, left_on FROM plan_people p"
    " WHERE p.m_act = '{act}' AND NOT p._bad ORDER BY _id"
)


class Memberships(Companion):
    """The last membership follows the sheet.

    Another unit, or the same after leaving, with a later 入职日期 is a move: the old membership ends the day
    before and a new one begins. Any other difference corrects the last membership.
    """

    def prepare(self, context: Context) -> None:
        """An identity number tells the sex that was left open."""
        sheet = _sheet(context)
        if context.has(sheet, "sex") and context.has(sheet, "id_number"):
            context.run(
                "UPDATE stage_people SET sex = _sex_by_id WHERE sex IS NULL AND _sex_by_id IS NOT NULL"
            )

    def joins(self, context: Context) -> str:
        return _LAST

    def selects(self, context: Context) -> str:
        return f", m.id AS m_id, m.unit_id AS m_unit_id, m.joined_on AS m_joined, m.left_on AS m_left, {self._act(context)} AS m_act"

    def differs(self, context: Context) -> list[str]:
        return [f"{self._act(context)} <> 'same'"]

    def _act(self, context: Context) -> str:
        """first, move, correct or same."""
        sheet = _sheet(context)
        brought = [field for field in ("joined_on", "left_on") if context.has(sheet, field)]
        differs = ["r.unit_id IS DISTINCT FROM m.unit_id"]
        differs += [f"r.{field} IS DISTINCT FROM m.{field}" for field in brought]
        return (
            "CASE WHEN m.id IS NULL THEN 'first'"
            f" WHEN r.joined_on > COALESCE(m.joined_on, {_EVER})"
            " AND (r.unit_id <> m.unit_id OR m.left_on < r.joined_on) THEN 'move'"
            f" WHEN {' OR '.join(differs)} THEN 'correct' ELSE 'same' END"
        )

    def settle(self, context: Context) -> None:
        sheet = _sheet(context)
        joined = "p.joined_on" if context.has(sheet, "joined_on") else "p.m_joined"
        left = "p.left_on" if context.has(sheet, "left_on") else "NULL::date"
        note(
            context,
            sheet,
            "离职日期",
            f"{left} < {joined}",
            _("早于入职日期"),
            _("不早于入职日期的日期"),
            "p.left_on",
        )
        earlier = (
            "p.m_act = 'correct' AND EXISTS (SELECT 1 FROM people_membership o WHERE o.person_id = p._old"
            f" AND o.id <> p.m_id AND COALESCE(o.joined_on, {_EVER}) >= COALESCE({joined}, {_EVER}))"
        )
        note(
            context,
            sheet,
            "入职日期",
            earlier,
            _("不晚于以前一段工作经历的入职日期"),
            _("最近一次入职的日期；更正以前的经历请在人员页面办理"),
            "p.joined_on",
        )
        born = "COALESCE(p.born_on, t.born_on)" if context.has(sheet, "id_number") else "t.born_on"
        note(
            context,
            sheet,
            "入职日期",
            f"{joined} < {born}",
            _("早于本人的出生日期"),
            _("出生以后的日期"),
            "p.joined_on",
            joins="LEFT JOIN people_person t ON t.id = p._old",
        )

    def write(self, context: Context) -> None:
        changed = "m.id = p.m_id AND p.m_act IN ('correct', 'move') AND NOT p._bad"
        columns = ["unit_id", "joined_on", "left_on"]
        rows = f"SELECT m.* FROM people_membership m JOIN plan_people p ON {changed}"
        if trace_before(context, "people_membership", rows, columns):
            context.run(self._update(context) + f" FROM plan_people p WHERE {changed}")
        for act in ("first", "move"):
            insert_traced(context, "people_membership", _INSERT.format(act=act))

    def _update(self, context: Context) -> str:
        """Correct the last membership, or end it on the day before the next begins."""
        sheet = _sheet(context)
        moved = "p.m_act = 'move'"
        joined = "p.joined_on" if context.has(sheet, "joined_on") else "m.joined_on"
        left = "p.left_on" if context.has(sheet, "left_on") else "m.left_on"
        return (
            "UPDATE people_membership m SET"
            f" unit_id = CASE WHEN {moved} THEN m.unit_id ELSE p.unit_id END,"
            f" joined_on = CASE WHEN {moved} THEN m.joined_on ELSE {joined} END,"
            f" left_on = CASE WHEN {moved}"
            " THEN LEAST(COALESCE(m.left_on, p.joined_on - 1), p.joined_on - 1)"
            f" ELSE {left} END"
        )

    def finish(self, context: Context) -> None:
        moved = context.rows("SELECT _id FROM plan_people WHERE m_act IN ('correct', 'move') AND NOT _bad")
        if moved:
            reseat([row[0] for row in moved])

    def undone(self, context: Context, relations: Mapping[str, int]) -> None:
        if "people_membership" in relations:
            reseat()

    def exports(self) -> tuple[str, dict[str, str]]:
        joins = _LAST + " LEFT JOIN org_unit mu ON mu.id = m.unit_id"
        return joins, {"unit": "mu.code", "joined_on": "m.joined_on", "left_on": "m.left_on"}


def _sheet(context: Context) -> Sheet:
    sheet = context.registry.get("职工")
    assert sheet is not None
    return sheet
