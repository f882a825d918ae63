"""Posts of people, as figures see them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from suzhi.engines.org.api import UNIT_BASE
from suzhi.kernel.sources import Base, Source

PERSON = Base(
    "people_person",
    {
        "id": ("int", "id"),
        "women": ("bool", "sex = 'f'"),
        "migrant": ("bool", "COALESCE(migrant, FALSE)"),
        "front_line": ("bool", "COALESCE(front_line, FALSE)"),
    },
    key="id",
)
MEMBERSHIP = Base(
    "people_membership",
    {
        "id": ("int", "id"),
        "person_id": ("int", "person_id"),
        "unit_id": ("int", "unit_id"),
        "seat_from": ("date", "seat_from"),
        "seat_to": ("date", "seat_to"),
    },
    key="person_id",
)

# 法学本科以上学历，或者法学学士以上学位 (clause 2.4.h): education at bachelor level or above in a law subject,
# or a degree that is itself one of law. Subjects ending in 法 that are not law (语法, 书法, 方法, 算法) stay out.
# Personnel forms write 大学 for 大学本科; studies that were not finished are no education.
_NOT_LAW = ("书法", "语法", "方法", "算法", "法语", "法医")
_LAW = "(major LIKE '%法%' AND " + " AND ".join(f"major NOT LIKE '%{word}%'" for word in _NOT_LAW) + ")"
_UNIVERSITY = (
    "education IN ('大学', '大学学历', '大学毕业', '全日制大学', '在职大学', '党校大学', '中央党校大学')"
)
_FINISHED = "education NOT LIKE '%肄业%' AND education NOT LIKE '%在读%'"
_HIGH = " OR ".join(f"education LIKE '%{word}%'" for word in ("本科", "研究生", "硕士", "博士"))
_BACHELOR = f"(({_HIGH} OR {_UNIVERSITY}) AND {_FINISHED})"
_DEGREE = "(degree LIKE '%学士%' OR degree LIKE '%硕士%' OR degree LIKE '%博士%')"
_LAW_DEGREE = (
    f"({_BACHELOR} AND {_LAW}) OR ({_DEGREE} AND (degree LIKE '%法学%' OR degree LIKE '%法律%' OR {_LAW}))"
)

_POST = Base(
    "people_post",
    {
        "id": ("int", "id"),
        "person_id": ("int", "person_id"),
        "unit_id": ("int", "unit_id"),
        "kind": ("text", "kind"),
        "valid_from": ("date", "valid_from"),
        "valid_to": ("date", "COALESCE(valid_to, DATE '9999-12-31')"),
        "law_degree": ("bool", _LAW_DEGREE),
        "state_rank": ("int", "rank"),
    },
    key="id",
)

sources = [
    Source(
        name="posts",
        record="post",
        sql="""
            SELECT p.id, p.unit_id, u.type AS unit_type, p.person_id, p.kind, k.counts_as, p.valid_from, p.valid_to,
                   p.law_degree, p.state_rank, q.women, q.migrant, q.front_line
              FROM {people_post} p JOIN {org_unit} u ON u.id = p.unit_id
              JOIN {people_person} q ON q.id = p.person_id JOIN {kinds_kind} k ON k.code = p.kind
        """,
        columns={
            "id": "int",
            "unit_id": "int",
            "unit_type": "text",
            "person_id": "int",
            "kind": "text",
            "counts_as": "text",
            "valid_from": "date",
            "valid_to": "date",
            "law_degree": "bool",
            "state_rank": "int",
            "women": "bool",
            "migrant": "bool",
            "front_line": "bool",
        },
        fields={
            "kind": _("职务类别"),
            "counts_as": _("计作"),
            "unit_type": _("单位类型"),
            "law_degree": _("法学本科以上学历或法学学士以上学位"),
        },
        bases=(UNIT_BASE, PERSON, _POST),
        span=("valid_from", "valid_to"),
        person="person_id",
        keys="""
            SELECT p.id, q.key || '/' || k.name || '/' || u.code || '/' || p.valid_from, q.name || ' ' || k.name, p.created_at
              FROM people_post p JOIN people_person q ON q.id = p.person_id JOIN org_unit u ON u.id = p.unit_id
              JOIN kinds_kind k ON k.code = p.kind WHERE p.id = ANY(%s)
        """,
    )
]
