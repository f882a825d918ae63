"""Reading issued reports. What leaves here is within the actor's scope."""

from __future__ import annotations

from pathlib import Path

from django.db.models import QuerySet

from suzhi.domains.reports.comparing import Difference, differences, of_gathering, of_issue
from suzhi.domains.reports.gathering import gather
from suzhi.domains.reports.models import ReportDraft
from suzhi.domains.reports.storage import kept
from suzhi.engines.access.api import Actor, scope
from suzhi.engines.metrics.api import Definition, Issue, RecordChange, Span


def issued(actor: Actor) -> QuerySet[Issue]:
    """The reports of the actor's units, the latest first."""
    rows = Issue.objects.select_related("unit", "report", "issued_by", "catalogue__plan")
    return scope(actor, "reports.view", rows.filter(report__isnull=False)).order_by("-pk")


def drafts(actor: Actor, permission: str = "reports.view") -> QuerySet[ReportDraft]:
    """The reports of the actor's units that are on their way, the latest first."""
    rows = ReportDraft.objects.filter(issue__isnull=True).select_related("unit", "plan", "drafted_by")
    return scope(actor, permission, rows).order_by("-pk")


def earlier(issue: Issue) -> Issue | None:
    """The last issue before this one of the same plan, unit and year; it may be of an earlier version."""
    rows = Issue.objects.filter(
        catalogue__code=issue.catalogue.code, unit_id=issue.unit_id, year=issue.year, pk__lt=issue.pk
    )
    return rows.select_related("catalogue__plan", "unit").order_by("-pk").first()


def since_earlier(issue: Issue, before: Issue) -> list[Difference]:
    """Which figures the later issue has differently."""
    return differences(of_issue(before), of_issue(issue))


def since_issued(issue: Issue) -> list[Difference]:
    """Which figures of the issue are different now, under the plan in force."""
    plan = issue.catalogue.plan
    current = (
        type(plan).objects.filter(code=plan.code, current=True).select_related("catalogue", "root").first()
    )
    return differences(of_issue(issue), of_gathering(gather(current or plan, issue.unit, issue.year)))


def explained(issue: Issue, difference: Difference, span: Span) -> list[RecordChange]:
    """The records behind one difference."""
    code, unit_id, year = difference.place
    definition = Definition.objects.filter(catalogue=issue.catalogue, code=code, awaits="").first()
    if definition is None:
        return []
    return span.changes(definition, issue.settings, unit_id, year)


def report_file(issue: Issue) -> Path:
    """The document as it was issued."""
    return kept(issue.report.sha256)
