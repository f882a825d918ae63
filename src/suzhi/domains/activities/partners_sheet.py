"""Beside the sheet 活动: its partners (协办单位编码), and the campaign that a cell names."""

from __future__ import annotations

from suzhi.domains.activities import campaign_sheet
from suzhi.engines.exchange.api import Companion, Context, insert_traced, trace_removed

_NOW = "ARRAY(SELECT q.unit_id FROM activities_partner q WHERE q.activity_id = t.id ORDER BY q.unit_id)"
_GONE = (
    "SELECT q.* FROM activities_partner q JOIN plan_activities p ON p._old = q.activity_id"
    " WHERE NOT p._bad AND NOT q.unit_id = ANY(p.partners_ids)"
)


class Partners(Companion):
    """The partners become those of the cell, if the column was brought."""

    def prepare(self, context: Context) -> None:
        if self._brought(context, "campaign"):
            campaign_sheet.resolve(context)

    def differs(self, context: Context) -> list[str]:
        return [f"{_NOW} IS DISTINCT FROM r.partners_ids"] if self._brought(context) else []

    def write(self, context: Context) -> None:
        if not self._brought(context):
            return
        if trace_removed(context, "activities_partner", _GONE):
            context.run(f"DELETE FROM activities_partner WHERE id IN (SELECT id FROM ({_GONE}) g)")
        insert_traced(
            context,
            "activities_partner",
            "INSERT INTO activities_partner (activity_id, unit_id) SELECT p._id, u.id FROM plan_activities p,"
            " unnest(p.partners_ids) AS u(id) WHERE NOT p._bad AND p._act <> 'same'"
            " AND NOT EXISTS (SELECT 1 FROM activities_partner q WHERE q.activity_id = p._id"
            " AND q.unit_id = u.id)",
        )

    def exports(self) -> tuple[str, dict[str, str]]:
        codes = (
            "(SELECT array_agg(u.code ORDER BY u.code) FROM activities_partner q"
            " JOIN org_unit u ON u.id = q.unit_id WHERE q.activity_id = t.id)"
        )
        joins = " LEFT JOIN activities_campaign theme ON theme.id = t.campaign_id"
        return joins, {"partners": codes, "campaign": "theme.code"}

    def _brought(self, context: Context, field: str = "partners") -> bool:
        sheet = context.registry.get("活动")
        return sheet is not None and context.has(sheet, field)
