"""An account is looked after where it holds a grant."""

from __future__ import annotations

from suzhi.engines.access.api import Policy, Reach
from suzhi.engines.accounts.models import Account

POLICIES = [
    Policy(Account, unit=Reach("grants__unit"), view="accounts.manage", own="id"),
]
