"""Venues, as figures see them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from suzhi.engines.org.api import UNIT_BASE
from suzhi.engines.workflow.api import rank_sql
from suzhi.kernel.sources import Base, Source

_VENUE = Base(
    "venues_venue",
    {
        "id": ("int", "id"),
        "unit_id": ("int", "unit_id"),
        "kind": ("text", "kind"),
        "opened": ("date", "opened_on"),
        "closed": ("date", "COALESCE(closed_on, DATE '9999-12-31')"),
        "self_built": ("bool", "COALESCE(self_built, FALSE)"),
        "state_rank": ("int", rank_sql("record", "state")),
    },
    key="id",
)

sources = [
    Source(
        name="venues",
        record="venue",
        sql="""
            SELECT v.id, v.unit_id, u.type AS unit_type, v.kind, k.counts_as, k.function, v.opened, v.opened AS day,
                   v.closed, v.self_built, v.state_rank
              FROM {venues_venue} v JOIN {org_unit} u ON u.id = v.unit_id JOIN {kinds_kind} k ON k.code = v.kind
        """,
        columns={
            "id": "int",
            "unit_id": "int",
            "unit_type": "text",
            "kind": "text",
            "counts_as": "text",
            "function": "text",
            "opened": "date",
            "day": "date",
            "closed": "date",
            "self_built": "bool",
            "state_rank": "int",
        },
        fields={
            "kind": _("阵地类别"),
            "counts_as": _("计作"),
            "function": _("功能"),
            "self_built": _("自建"),
            "unit_type": _("单位类型"),
        },
        bases=(UNIT_BASE, _VENUE),
        day="day",
        span=("opened", "closed"),
        refresh={"venues_venue": "id"},
        keys="SELECT id, key, name, created_at FROM venues_venue WHERE id = ANY(%s)",
    )
]
