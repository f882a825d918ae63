"""Activities and participations, as figures see them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from suzhi.engines.org.api import UNIT_BASE
from suzhi.engines.people.api import MEMBERSHIP_BASE, PERSON_BASE, sits_sql
from suzhi.kernel.sources import Base, Source

# A result that says the training was not completed; anything else, silence included, is a completion.
_FAILED = "('不合格', '未完成', '未通过', '缺席', '缺考', '未参加', '退出', '否')"

_ACTIVITY = Base(
    "activities_activity",
    {
        "id": ("int", "id"),
        "unit_id": ("int", "unit_id"),
        "kind": ("text", "kind"),
        "day": ("date", "starts_on"),
        "theme": ("text", "theme"),
        "headcount": ("int", "COALESCE(headcount, 0)"),
        "state_rank": ("int", "rank"),
    },
    key="id",
)
_PARTICIPATION = Base(
    "activities_participation",
    {
        "id": ("int", "id"),
        "activity_id": ("int", "activity_id"),
        "person_id": ("int", "person_id"),
        "completed": ("bool", f"result NOT IN {_FAILED}"),
    },
    key="activity_id",
)

sources = [
    Source(
        name="activities",
        record="activity",
        sql="""
            SELECT a.id, a.unit_id, u.type AS unit_type, a.day, a.kind, k.counts_as, a.theme, a.state_rank,
                   CASE WHEN r.visits IS NULL THEN a.headcount ELSE r.visits END AS visits
              FROM {activities_activity} a JOIN {org_unit} u ON u.id = a.unit_id
              JOIN {kinds_kind} k ON k.code = a.kind
              LEFT JOIN LATERAL (SELECT NULLIF(count(*), 0) AS visits FROM {activities_participation} p
                                  WHERE p.activity_id = a.id) r ON TRUE
        """,
        columns={
            "id": "int",
            "unit_id": "int",
            "unit_type": "text",
            "day": "date",
            "kind": "text",
            "counts_as": "text",
            "theme": "text",
            "state_rank": "int",
            "visits": "int",
        },
        fields={
            "kind": _("活动类别"),
            "counts_as": _("计作"),
            "theme": _("主题"),
            "unit_type": _("主办单位类型"),
        },
        bases=(UNIT_BASE, _ACTIVITY, _PARTICIPATION),
        day="day",
        weight="visits",
        refresh={"activities_activity": "id", "activities_participation": "id"},
        keys="SELECT id, key, name, created_at FROM activities_activity WHERE id = ANY(%s)",
    ),
    Source(
        name="participations",
        record="participation",
        # A head-count without names stands as one row of that weight at the lead organiser, its id negative.
        sql="""
            SELECT p.id, a.id AS activity_id, COALESCE(m.unit_id, a.unit_id) AS unit_id, p.person_id, a.day, a.kind,
                   k.counts_as, a.state_rank, 1 AS weight, p.completed, q.women, q.migrant, q.front_line
              FROM {activities_participation} p JOIN {activities_activity} a ON a.id = p.activity_id
              JOIN {kinds_kind} k ON k.code = a.kind JOIN {people_person} q ON q.id = p.person_id
              LEFT JOIN {people_membership} m
                ON m.person_id = p.person_id AND """
        + sits_sql("m", "a.day")
        + """
            UNION ALL
            SELECT -a.id AS id, a.id AS activity_id, a.unit_id, NULL AS person_id, a.day, a.kind, k.counts_as,
                   a.state_rank, a.headcount AS weight, TRUE AS completed, FALSE AS women, FALSE AS migrant,
                   FALSE AS front_line
              FROM {activities_activity} a JOIN {kinds_kind} k ON k.code = a.kind
             WHERE a.headcount > 0
               AND NOT EXISTS (SELECT 1 FROM {activities_participation} p WHERE p.activity_id = a.id)
        """,
        columns={
            "id": "int",
            "activity_id": "int",
            "unit_id": "int",
            "person_id": "int",
            "day": "date",
            "kind": "text",
            "counts_as": "text",
            "state_rank": "int",
            "weight": "int",
            "completed": "bool",
            "women": "bool",
            "migrant": "bool",
            "front_line": "bool",
        },
        fields={"kind": _("活动类别"), "counts_as": _("计作"), "completed": _("已完成")},
        bases=(_ACTIVITY, _PARTICIPATION, PERSON_BASE, MEMBERSHIP_BASE),
        day="day",
        person="person_id",
        weight="weight",
        parent="activity_id",
        parent_record="activity",
        refresh={
            "activities_activity": "activity_id",
            "activities_participation": "activity_id",
            "people_membership": "person_id",
            "people_person": "person_id",
        },
        near="""
            SELECT p.id FROM people_membership m JOIN activities_participation p ON p.person_id = m.person_id
             WHERE m.unit_id = ANY(%s)
            UNION
            SELECT p.id FROM activities_activity a JOIN activities_participation p ON p.activity_id = a.id
             WHERE a.unit_id = ANY(%s)
            UNION
            SELECT -a.id FROM activities_activity a WHERE a.unit_id = ANY(%s)
        """,
        keys="""
            SELECT p.id, a.key || '/' || q.key, q.name || ' · ' || a.name, p.created_at FROM activities_participation p
              JOIN activities_activity a ON a.id = p.activity_id JOIN people_person q ON q.id = p.person_id
             WHERE p.id = ANY(%s)
            UNION ALL
            SELECT -a.id, a.key, a.name, a.created_at FROM activities_activity a WHERE -a.id = ANY(%s)
        """,
    ),
]
