"""For the audit: what was issued is what the act of its issue says, whole and with its document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from suzhi.domains.reports.models import Report
from suzhi.domains.reports.storage import kept
from suzhi.engines.audit.api import Act, Problem
from suzhi.engines.metrics.api import Issue, IssuedValue
from suzhi.kernel.errors import Refusal

VERBS = ("reports.issue", "reports.approve")


def frozen(issue: Issue) -> str:
    """One digest over the issue, its values and its report; the act of the issue notes it."""
    body = {
        "unit": issue.unit_id,
        "catalogue": issue.catalogue_id,
        "year": issue.year,
        "title": issue.title,
        "cutoff": issue.cutoff.astimezone(UTC).isoformat(),
        "settings": issue.settings,
        "manifest": issue.manifest,
        "by": issue.issued_by_id,
        "values": [list(row) for row in _values(issue)],
        "report": list(Report.objects.filter(issue=issue).values_list("number", "name", "sha256", "size")),
    }
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def check() -> Iterator[Problem]:
    """Issues that are gone, are not as they were issued, or were issued by nobody."""
    issues = {issue.pk: issue for issue in Issue.objects.all()}
    known: set[int] = set()
    for act in Act.objects.filter(verb__in=VERBS, subject_type="metrics.issue").order_by("id"):
        known.add(act.subject_id or 0)
        issue = issues.get(act.subject_id or 0)
        yield from [_gone(act)] if issue is None else _against(act, issue)
    for pk in sorted(set(issues) - known):
        text = _("第 %(pk)s 号签发不是通过系统签发的：没有操作记录对应。") % {"pk": pk}
        yield Problem("issue.inserted", "metrics_issue", pk, text)


def _against(act: Act, issue: Issue) -> Iterator[Problem]:
    said: dict[str, Any] = act.detail
    values = _values(issue)
    if "values" in said and len(values) != said["values"]:
        text = _("“%(title)s”签发时有 %(then)s 个数值，现在有 %(now)s 个。")
        parts = {"title": issue.title, "then": said["values"], "now": len(values)}
        yield Problem("issue.incomplete", "metrics_issuedvalue", issue.pk, text % parts)
    report = Report.objects.filter(issue=issue).first()
    if report is None or report.sha256 != said.get("document", report.sha256):
        text = _("“%(title)s”的报告记录被改动或删除。") % {"title": issue.title}
        yield Problem("report.altered", "reports_report", issue.pk, text)
    elif (trouble := _file_trouble(report)) is not None:
        yield Problem("report.file", "reports_report", report.pk, f"{report.name}：{trouble.message}")
    if frozen(issue) != said.get("frozen", frozen(issue)) or _overall(values) != said.get(
        "digest", _overall(values)
    ):
        text = _("“%(title)s”与签发时不同：数值、口径、标题或报告被改动。") % {"title": issue.title}
        yield Problem("issue.altered", "metrics_issue", issue.pk, text)


def _gone(act: Act) -> Problem:
    text = _("“%(title)s”已签发，现在不在了。") % {"title": act.subject_label}
    return Problem("issue.removed", "metrics_issue", act.subject_id, text)


def _values(issue: Issue) -> list[tuple[Any, ...]]:
    return list(
        IssuedValue.objects.filter(issue=issue)
        .order_by("key")
        .values_list("key", "code", "unit_id", "year", "digest")
    )


def _overall(values: list[tuple[Any, ...]]) -> str:
    return sha256("\n".join(f"{row[0]} {row[-1]}" for row in values).encode()).hexdigest()


def _file_trouble(report: Report) -> Refusal | None:
    try:
        kept(report.sha256)
    except Refusal as refusal:
        return refusal
    return None
