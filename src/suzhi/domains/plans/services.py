"""Writes to a plan in force: its settings, its duties; and the export of a list from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from suzhi.domains.plans.models import Duty, Indicator, Plan
from suzhi.domains.plans.settling import changed, check_settings, setting_target
from suzhi.engines.access.api import Actor, allow, note, service
from suzhi.engines.metrics.api import Preview, change_settings
from suzhi.engines.org.api import Unit
from suzhi.kernel import clock
from suzhi.kernel.errors import Refusal


@service("plans.preview", "试算口径")
def ask_preview(*, actor: Actor, plan: Plan, settings: Mapping[str, Any]) -> Preview:
    """Ask the computing process what the figures would be under these settings. Changes nothing."""
    allow(actor, "plan.settings", plan.root)
    check_settings(plan, settings)
    question = Preview.objects.create(catalogue=plan.catalogue, settings=dict(settings))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('suzhi_change', 'metrics_preview')")
    note(subject=plan, changed=sorted(changed(plan, settings)))
    return question


@service("plans.settings", "调整口径")
def apply_settings(*, actor: Actor, plan: Plan, settings: Mapping[str, Any]) -> Plan:
    """Put other settings in force: targets that are settings follow at once, the figures within seconds."""
    allow(actor, "plan.settings", plan.root)
    plan = Plan.objects.select_for_update(of=("self",)).select_related("catalogue").get(pk=plan.pk)
    check_settings(plan, settings)
    names = changed(plan, settings)
    if not names:
        raise Refusal("plans.same_settings", _("口径没有变化。"), _("请先改动一项。"))
    before = {name: plan.catalogue.settings.get(name) for name in names}
    change_settings(plan.catalogue, settings)
    for indicator in plan.indicators.select_related("definition").defer("definition__queries"):
        target = setting_target(indicator, settings)
        if target is not None and target != indicator.target:
            indicator.target = target
            indicator.save(update_fields=["target"])
    note(before=before, after={name: settings[name] for name in names})
    return plan


@service("plans.duty", "登记规划事项")
def settle_duty(*, actor: Actor, duty: Duty, done_on: date | None, remark: str = "") -> Duty:
    """Say that a duty was done, on which day; without a day it is open again."""
    allow(actor, "plan.settings", duty.plan.root)
    if done_on and done_on > clock.today():
        raise Refusal("plans.duty_future", _("完成日期不能晚于今天。"), _("请改为实际完成的日期。"))
    duty.done_on, duty.note = done_on, remark.strip()
    duty.save(update_fields=["done_on", "note"])
    return duty


@service("plans.export", "导出指标名单")
def note_listing_export(*, actor: Actor, indicator: Indicator, unit: Unit, part: str, rows: int) -> None:
    """Exporting a list is refused without the right, and remembered with it."""
    allow(actor, "export.run", unit)
    note(subject=indicator, unit_id=unit.pk, part=part, rows=rows)
