"""主题活动 of the sheet 活动: the campaign by its code or, where only one bears it, by its name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suzhi.domains.activities.models import Campaign
from suzhi.engines.access.api import scope_sql
from suzhi.engines.exchange.api import Column, Context, Rule

COLUMN = Column("主题活动", "campaign", db="campaign_id", max_length=120, width=24, help=_("编号或名称"))
_JOINS = (
    " LEFT JOIN activities_activity t ON t.id = p._old LEFT JOIN activities_campaign c ON c.id = p.campaign"
)
_ANEW = "p.campaign IS DISTINCT FROM t.campaign_id"


def resolve(context: Context) -> None:
    """Put ids in place of what the cells say; only campaigns that the actor sees are found."""
    where: str = "TRUE"
    params: tuple[object, ...] = ()
    actor = context.actor
    if actor is not None and not actor.everywhere("records.view"):
        sql, params = scope_sql(actor, "records.view", Campaign, shown=False)
        where = f"id IN ({sql})"
    context.run(
        "CREATE TEMP TABLE stage_seen_campaigns ON COMMIT DROP AS"
        f" SELECT id, code, name FROM activities_campaign WHERE {where}",
        params or None,
    )
    context.run("ALTER TABLE stage_activities RENAME campaign TO campaign_said")
    context.run("ALTER TABLE stage_activities ADD campaign bigint, ADD campaign_many boolean DEFAULT false")
    context.run(
        "UPDATE stage_activities s SET campaign = COALESCE(x.coded, CASE WHEN x.many = 1 THEN x.named END),"
        " campaign_many = x.coded IS NULL AND x.many > 1 FROM (SELECT d.said,"
        " min(c.id) FILTER (WHERE c.code = d.said) AS coded, min(c.id) AS named, count(*) AS many"
        " FROM (SELECT DISTINCT campaign_said AS said FROM stage_activities) d"
        " JOIN stage_seen_campaigns c ON d.said IN (c.code, c.name) GROUP BY d.said) x WHERE x.said = s.campaign_said"
    )


def _rule(problem: object, expected: object, where: str, warning: bool = False) -> Rule:
    return Rule(
        COLUMN.name,
        problem,  # type: ignore[arg-type]
        expected,  # type: ignore[arg-type]
        where=lambda context: (_JOINS, where.replace("{today}", f"DATE '{context.today.isoformat()}'")),
        value="p.campaign_said",
        needs=("campaign",),
        warning=warning,
    )


# 开始 and 主办单位编码 are required columns: each planned row has them.
_ABOVE = (
    "EXISTS (SELECT 1 FROM org_closure o WHERE o.unit_id = p.unit_id AND o.ancestor_id = c.unit_id"
    " AND (p.starts_on BETWEEN o.valid_from AND o.valid_to OR {today} BETWEEN o.valid_from AND o.valid_to))"
)
RULES = (
    _rule(
        _("没有这个主题活动"),
        _("主办单位或其上级已建立的主题活动的编号或名称"),
        "p.campaign_said IS NOT NULL AND p.campaign IS NULL AND NOT p.campaign_many",
    ),
    _rule(_("有几个主题活动叫这个名称"), _("写主题活动的编号"), "p.campaign_many"),
    _rule(
        _("主题活动已结束，不再归入新的活动"),
        _("进行中的主题活动"),
        f"c.closed_on IS NOT NULL AND {_ANEW}",
    ),
    _rule(
        _("主题活动不是主办单位或其上级建立的"),
        _("主办单位或其上级建立的主题活动；新单位请先导入"),
        f"c.id IS NOT NULL AND NOT {_ABOVE} AND {_ANEW}",
    ),
    _rule(
        _("活动日期不在主题活动的起止日期之内"),
        "",
        "p.starts_on < c.starts_on OR p.starts_on > c.ends_on",
        warning=True,
    ),
)
