"""Loads the demo city: all of it in one transaction, or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection, transaction

from suzhi.engines.audit.api import append_act
from suzhi.engines.org.api import Unit, rebuild_closure
from suzhi.engines.people.api import Membership
from suzhi.workbench.demo import accounts, guard
from suzhi.workbench.demo.script import Script
from suzhi.workbench.demo.tree import plant
from suzhi.workbench.demo.world import tables
from suzhi.workbench.demo.writing import Writer

Report = Callable[[str, int, int], None]

_LABELS = {
    "org_unit": "单位", "org_line": "隶属关系", "org_unittag": "地区标签", "org_unityear": "单位年度",
    "people_person": "职工", "people_membership": "所在单位", "people_post": "任职", "venues_venue": "阵地",
    "activities_campaign": "主题活动", "activities_activity": "活动", "activities_partner": "协办",
    "activities_participation": "参加",
}  # fmt: skip


def load(script: Script, force: bool, report: Report) -> dict[str, int] | None:
    """Write the city; the rows of each table, or None when this very city is there already."""
    found = guard.standing()
    if guard.already_loaded(script, found):
        return None
    with transaction.atomic(), connection.cursor() as cursor:
        # Two loads at once: the second one waits here, and then finds the first one's city.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('suzhi demo'))")
        found = guard.standing()
        if guard.already_loaded(script, found):
            return None
        cursor.execute("SET LOCAL synchronous_commit = off")
        writer = Writer(cursor, guard.existing_units(plant(script), found, force))
        for table in tables(script):
            whole = script.scale.participations if table.name == "activities_participation" else len(table)
            report(_LABELS[table.name], table.first, whole)
            writer.write(table)
            report(_LABELS[table.name], table.first + len(table), whole)
        writer.finish()
        report("整理单位树", 0, 0)
        rebuild_closure()
        _accounts(script, writer)
        append_act(verb=guard.VERB, actor_name="演示", detail=_detail(script, writer.counts))
        report("提交", 0, 0)
    _analyse(writer.counts, report)
    return writer.counts


def _detail(script: Script, counts: dict[str, int]) -> dict[str, Any]:
    return {"scale": script.scale.name, "seed": script.seed, "rows": counts}


def _accounts(script: Script, writer: Writer) -> None:
    """The sign-ins: at the city, at the county that the script names, and at one employer there."""
    city = Unit.objects.get(code=script.place["city"]["code"])
    county = Unit.objects.get(code=script.words["accounts"]["county"])
    employer = (
        Unit.objects.filter(
            ancestry__ancestor=county, type="grassroots", closed_on=None, pk__gte=writer.id_of("org_unit", 0)
        )
        .filter(years__year=script.years[-1], years__above_scale=True)
        .order_by("-years__workers", "pk")
        .first()
    ) or county
    worker = Membership.objects.filter(unit=employer, left_on=None).order_by("pk").first()
    accounts.create_accounts(
        {accounts.CITY: city.pk, accounts.COUNTY: county.pk, accounts.EMPLOYER: employer.pk},
        worker.person_id if worker else 0,
        date(script.years[0], 1, 1),
    )


def _analyse(counts: dict[str, int], report: Report) -> None:
    """Let the planner know what came in."""
    names = [*counts, "org_closure"]
    with connection.cursor() as cursor:
        for done, name in enumerate(names):
            report("统计表信息", done, len(names))
            cursor.execute(f"ANALYZE {name}")
    report("统计表信息", len(names), len(names))
