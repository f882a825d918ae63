"""An import is its maker's, and its maker's superiors'. A job is its maker's alone (selectors.py)."""

from __future__ import annotations

from suzhi.engines.access.api import Actor, Policy, Reach, in_force
from suzhi.engines.exchange.models import Import, Job

POLICIES = [
    Policy(
        Import,
        unit=Reach("actor__grants__unit", holds=lambda: in_force("actor__grants")),
        view="import.run",
        own="actor",
        mine=True,
    ),
    Policy(Job, view="export.run", own="account", mine=True),
]


def state_of_new(actor: Actor) -> str:
    """The state that new records get: who may confirm does so by writing them."""
    return "confirmed" if actor.has("records.confirm") else "draft"
