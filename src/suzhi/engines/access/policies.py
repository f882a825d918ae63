"""A grant belongs to the unit on which it is given."""

from __future__ import annotations

from suzhi.engines.access.models import Grant
from suzhi.engines.access.policy import Policy

POLICIES = [
    Policy(Grant, unit="unit", view="grants.manage", own="account"),
]
