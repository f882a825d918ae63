"""Units belong to themselves; their profiles, marks and lines to them."""

from __future__ import annotations

from suzhi.engines.access.api import Policy, Reach
from suzhi.engines.org.models import Line, Unit, UnitTag, UnitYear

POLICIES = [
    Policy(Unit, unit=Reach("pk"), view="units.view"),
    Policy(UnitYear, unit="unit", view="units.view"),
    Policy(UnitTag, unit="unit", view="units.view"),
    Policy(Line, unit="unit", view="units.view"),
]
