"""All checks in order."""

from __future__ import annotations

from suzhi.operations.production import database_checks, machine_checks, settings_checks
from suzhi.operations.production.findings import Finding


def all_findings() -> list[Finding]:
    """Everything that is wrong. The database is asked only when it answers."""
    found = [finding for check in settings_checks.CHECKS + machine_checks.CHECKS for finding in check()]
    unreachable = list(database_checks.reachable())
    if unreachable:
        return found + unreachable
    return found + [finding for check in database_checks.CHECKS for finding in check()]
