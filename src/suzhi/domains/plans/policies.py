"""A plan is read from below; its parts by unit are seen by that unit and its superiors."""

from __future__ import annotations

from suzhi.domains.plans.models import Allocation, Clause, Draft, Duty, Indicator, Plan
from suzhi.engines.access.api import Policy, Reach

POLICIES = [
    Policy(Plan, unit=Reach("root", upward=True), view="plan.view"),
    Policy(Clause, unit=Reach("plan__root", upward=True), view="plan.view"),
    Policy(Indicator, unit=Reach("plan__root", upward=True), view="plan.view"),
    Policy(Duty, unit=Reach("plan__root", upward=True), view="plan.view"),
    Policy(Allocation, unit="unit", view="plan.view"),
    Policy(Draft, view="plan.load", own="created_by", mine=True),
]
