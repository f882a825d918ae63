"""A report is seen where its unit is; the guards on issues follow the issues' own policy."""

from __future__ import annotations

from suzhi.domains.reports.models import KeptIssue, Report, ReportDraft
from suzhi.engines.access.api import Policy

POLICIES = [
    Policy(ReportDraft, unit="unit", view="reports.view"),
    Policy(Report, unit="issue__unit", view="reports.view"),
    Policy(KeptIssue, unit="unit", view="reports.view"),
]
