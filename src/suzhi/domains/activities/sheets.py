"""The sheets 活动 and 参加."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suzhi.domains.activities import campaign_sheet
from suzhi.domains.activities.models import Activity
from suzhi.domains.activities.partners_sheet import Partners
from suzhi.domains.activities.rules import LONGEST_DAYS, MOST_HEADCOUNT, MOST_HOURS, MOST_SCORE
from suzhi.engines.exchange.api import Column, Context, Kind, Rule, Sheet, Target, ends_after, register
from suzhi.engines.kinds.api import of_family

_HOURS = Column("学时", "hours", Kind.DECIMAL, minimum=0, maximum=MOST_HOURS)


def _too_long(context: Context) -> tuple[str, str]:
    start = "p.starts_on" if context.has(ACTIVITIES, "starts_on") else "t.starts_on"
    return "LEFT JOIN activities_activity t ON t.id = p._old", f"p.ends_on - {start} > {LONGEST_DAYS}"


def _counted_twice(context: Context) -> tuple[str, str]:
    """A head-count beside names, whether these are here already or come with this workbook."""
    named = "EXISTS (SELECT 1 FROM activities_participation q WHERE q.activity_id = p._old)"
    if context.staged("参加"):
        named += " OR EXISTS (SELECT 1 FROM stage_participations q WHERE q.activity = p.key)"
    return "", f"p.headcount IS NOT NULL AND ({named})"


ACTIVITIES = register(
    Sheet(
        "活动",
        "activities",
        (
            Column("活动编号", "key", Kind.CODE, required=True, key=True, width=18),
            Column(
                "类别",
                "kind",
                Kind.CHOICE,
                required=True,
                choices=lambda: {kind.name: kind.code for kind in of_family("activity")},
            ),
            Column("名称", "name", required=True, max_length=200, width=40),
            Column("主办单位编码", "unit", Kind.CODE, required=True, references="单位", width=18),
            Column("开始", "starts_on", Kind.DATE, required=True, not_future=True),
            Column("结束", "ends_on", Kind.DATE),
            Column("协办单位编码", "partners", Kind.REFERENCES, references="单位", db="", width=24),
            Column("地点", "place", no_null=True, max_length=200, width=24),
            Column("主题", "theme", no_null=True, max_length=200, width=24),
            Column("参加人次", "headcount", Kind.INTEGER, minimum=0, maximum=MOST_HEADCOUNT),
            _HOURS,
            campaign_sheet.COLUMN,
        ),
        Target(
            "activities_activity",
            "records.record",
            key="key",
            name="name",
            stated=True,
            processes=Activity.by_kind,
            defaults={"extra": "'{}'::jsonb"},
            rules=(
                ends_after("活动", "activities_activity", "starts_on", "ends_on", "结束"),
                Rule(
                    "结束",
                    _("活动持续超过两年"),
                    _("两年以内；长期活动请分次记录"),
                    where=_too_long,
                    value="p.ends_on",
                    needs=("ends_on",),
                ),
                Rule(
                    "协办单位编码",
                    _("与主办单位相同"),
                    _("主办单位以外的单位"),
                    where="p.unit_id = ANY(p.partners_ids)",
                    needs=("partners",),
                ),
                Rule(
                    "参加人次",
                    _("既有参加人次又有参加名单，以名单为准"),
                    where=_counted_twice,
                    value="p.headcount",
                    needs=("headcount",),
                    warning=True,
                ),
                *campaign_sheet.RULES,
            ),
            companion=Partners(),
            order="key",
        ),
    )
)


def _before_birth(context: Context) -> tuple[str, str]:
    people = context.registry.get("职工")
    assert people is not None
    born = context.value("职工", "b", "born_on") if context.has(people, "id_number") else "b_d.born_on"
    joins = context.known("职工", "p.person_id", "b") + context.known("活动", "p.activity_id", "a")
    return joins, f"{context.value('活动', 'a', 'starts_on')} < {born}"


def _locked(context: Context) -> tuple[str, str]:
    return (
        "JOIN activities_activity a ON a.id = p.activity_id",
        f"p._act <> 'same' AND {context.locked_sql('a')}",
    )


def _has_headcount(context: Context) -> tuple[str, str]:
    """Only for activities that the workbook does not bring: for the others the sheet 活动 warns."""
    brought = (
        ""
        if not context.staged("活动")
        else (" AND NOT EXISTS (SELECT 1 FROM plan_activities q WHERE q._id = p.activity_id)")
    )
    joins = (
        "JOIN (SELECT activity_id, min(_row) AS first FROM plan_participations GROUP BY 1) f"
        " ON f.first = p._row"
        " JOIN activities_activity a ON a.id = p.activity_id"
    )
    return joins, f"p._act = 'add' AND a.headcount IS NOT NULL{brought}"


PARTICIPATIONS = register(
    Sheet(
        "参加",
        "participations",
        (
            Column("活动编号", "activity", Kind.CODE, required=True, key=True, references="活动", width=18),
            Column("人员编号", "person", Kind.CODE, required=True, key=True, references="职工", width=18),
            Column("角色", "role", no_null=True, max_length=40),
            _HOURS,
            Column("成绩", "score", Kind.DECIMAL, minimum=-MOST_SCORE, maximum=MOST_SCORE),
            Column("结果", "result", no_null=True, max_length=40),
        ),
        Target(
            "activities_participation",
            "records.record",
            rules=(
                Rule(
                    "活动编号",
                    _("活动早于本人的出生日期"),
                    _("核对活动日期和人员编号"),
                    where=_before_birth,
                    value="p.person",
                ),
                Rule(
                    "活动编号",
                    _("活动已经确认或审核，名单不能用导入改动"),
                    _("请审核人先退回这次活动"),
                    where=_locked,
                    value="p.activity",
                ),
                Rule(
                    "活动编号",
                    _("活动已填参加人次，有了名单后以名单为准"),
                    where=_has_headcount,
                    value="p.activity",
                    warning=True,
                ),
            ),
            unit_of=("活动", "activity_id", "unit_id"),
            order="activity_id, id",
        ),
    )
)
