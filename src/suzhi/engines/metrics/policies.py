"""Figures belong to their unit; what they mean can be read from below."""

from __future__ import annotations

from suzhi.engines.access.api import Policy, Reach
from suzhi.engines.metrics.models import Catalogue, Definition, Issue, IssuedValue, Value

POLICIES = [
    Policy(Catalogue, unit=Reach("root", upward=True), view="figures.view"),
    Policy(Definition, unit=Reach("catalogue__root", upward=True), view="figures.view"),
    Policy(Value, unit="unit", view="figures.view"),
    Policy(Issue, unit="unit", view="reports.view"),
    Policy(IssuedValue, unit="unit", view="reports.view"),
]
