"""A file is seen where the unit is that brought it in."""

from __future__ import annotations

from suzhi.engines.access.api import Policy
from suzhi.engines.files.models import Evidence, EvidenceLink

POLICIES = [
    Policy(Evidence, unit="unit", view="evidence.view"),
    Policy(EvidenceLink, unit="evidence__unit", view="evidence.view"),
]
