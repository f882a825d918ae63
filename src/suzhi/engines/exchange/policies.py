"""An import is its maker's, and its maker's superiors'. A job is its maker's alone (selectors.py)."""

from __future__ import annotations

from suzhi.engines.access.api import Policy, Reach
from suzhi.engines.exchange.models import Import, Job

POLICIES = [
    Policy(Import, unit=Reach("actor__grants__unit"), view="import.run", own="actor", mine=True),
    Policy(Job, view="export.run", own="account", mine=True),
]
