"""Units, their yearly rosters and their tags, as figures see them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from suzhi.kernel.sources import Base, Source

UNIT = Base(
    "org_unit",
    {
        "id": ("int", "id"),
        "type": ("text", "type"),
        "opened": ("date", "COALESCE(founded_on, DATE '0001-01-01')"),
        "closed": ("date", "COALESCE(closed_on, DATE '9999-12-31')"),
    },
)
CLOSURE = Base(
    "org_closure",
    {
        "ancestor_id": ("int", "ancestor_id"),
        "unit_id": ("int", "unit_id"),
        "depth": ("int", "depth"),
        "valid_from": ("date", "valid_from"),
        "valid_to": ("date", "valid_to"),
    },
)
_YEAR = Base(
    "org_unityear",
    {
        "id": ("int", "id"),
        "unit_id": ("int", "unit_id"),
        "year": ("int", "year"),
        "ownership": ("text", "ownership"),
        "nature": ("text", "nature"),
        "above_scale": ("bool", "above_scale"),
        "industry": ("text", "industry"),
        "disease_contract_due": ("bool", "disease_contract_due"),
        "unionised": ("bool", "unionised"),
        "workers": ("int", "workers"),
    },
)
_TAG = Base(
    "org_unittag",
    {
        "id": ("int", "id"),
        "unit_id": ("int", "unit_id"),
        "tag": ("text", "tag"),
        "valid_from": ("date", "valid_from"),
        "valid_to": ("date", "COALESCE(valid_to, DATE '9999-12-31')"),
    },
)

_UNIT_KEYS = "SELECT id, code, name FROM org_unit WHERE id = ANY(%s)"

sources = [
    Source(
        name="units",
        record="unit",
        sql="SELECT u.id, u.id AS unit_id, u.type AS unit_type, u.opened, u.closed FROM {org_unit} u",
        columns={"id": "int", "unit_id": "int", "unit_type": "text", "opened": "date", "closed": "date"},
        fields={"unit_type": _("单位类型")},
        bases=(UNIT,),
        span=("opened", "closed"),
        keys=_UNIT_KEYS,
    ),
    Source(
        name="unit_years",
        record="unit",
        sql="""
            SELECT y.id, y.unit_id, u.type AS unit_type, y.year, y.ownership, y.nature, y.above_scale, y.industry,
                   y.disease_contract_due, y.unionised, y.workers, u.opened, u.closed
              FROM {org_unityear} y JOIN {org_unit} u ON u.id = y.unit_id
        """,
        columns={
            "id": "int",
            "unit_id": "int",
            "unit_type": "text",
            "year": "int",
            "ownership": "text",
            "nature": "text",
            "above_scale": "bool",
            "industry": "text",
            "disease_contract_due": "bool",
            "unionised": "bool",
            "workers": "int",
            "opened": "date",
            "closed": "date",
        },
        fields={
            "unit_type": _("单位类型"),
            "ownership": _("所有制"),
            "nature": _("性质"),
            "above_scale": _("规上"),
            "industry": _("行业代码"),
            "disease_contract_due": _("需签职业病专项合同"),
            "unionised": _("已建会"),
        },
        bases=(UNIT, _YEAR),
        year="year",
        span=("opened", "closed"),
        keys="SELECT y.id, u.code, u.name FROM org_unityear y JOIN org_unit u ON u.id = y.unit_id WHERE y.id = ANY(%s)",
    ),
    Source(
        name="tags",
        record="unit",
        sql="""
            SELECT t.id, t.unit_id, u.type AS unit_type, t.tag, t.valid_from, t.valid_to
              FROM {org_unittag} t JOIN {org_unit} u ON u.id = t.unit_id
        """,
        columns={
            "id": "int",
            "unit_id": "int",
            "unit_type": "text",
            "tag": "text",
            "valid_from": "date",
            "valid_to": "date",
        },
        fields={"tag": _("标签"), "unit_type": _("单位类型")},
        bases=(UNIT, _TAG),
        span=("valid_from", "valid_to"),
        keys="SELECT t.id, u.code, u.name FROM org_unittag t JOIN org_unit u ON u.id = t.unit_id WHERE t.id = ANY(%s)",
    ),
]
