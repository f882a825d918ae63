"""An act is filed under a unit."""

from __future__ import annotations

from suzhi.engines.access.api import Policy
from suzhi.engines.audit.models import Act

POLICIES = [
    Policy(Act, unit="unit_id", view="audit.view"),
]
