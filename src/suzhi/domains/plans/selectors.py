"""Reads of plans."""

from __future__ import annotations

from suzhi.domains.plans.models import Plan
from suzhi.kernel.errors import Refusal


def current_plans() -> list[Plan]:
    """Every plan in force, newest first."""
    return list(Plan.objects.filter(current=True).select_related("catalogue", "root").order_by("-start_year", "code"))


def plan_named(code: str | None) -> Plan:
    """The plan in force of that code; without a code the newest. Refuses when there is none."""
    plans = current_plans()
    found = plans[:1] if not code else [p for p in plans if p.code == code]
    if found:
        return found[0]
    known = "、".join(p.code for p in plans)
    remedy = f"已装入的规划：{known}。" if known else "请先装入：suzhi plan load 规划包或文件。"
    raise Refusal("plans.unknown", f"没有装入规划“{code}”。" if code else "还没有装入规划。", remedy)
