"""Issued reports: the list, one report, its files."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from suzhi.domains.reports.books import write_issue_book
from suzhi.domains.reports.pages.console.listing import REPORTS
from suzhi.domains.reports.pages.console.showing import about, compared, frozen_tables, settings_pairs
from suzhi.domains.reports.printing import as_pdf
from suzhi.domains.reports.selectors import drafts, earlier, issued, report_file, since_earlier, since_issued
from suzhi.engines.access.api import actor_of, fetch, page, refusal_for
from suzhi.engines.metrics.api import Issue, Span
from suzhi.engines.search.api import Action, list_page
from suzhi.kernel.errors import Refusal
from suzhi.ui.api import Link

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page("reports.view")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every report in reach."""
    actor = actor_of(request)
    refusal = refusal_for(actor, "reports.issue")
    new = reverse("reports:new")
    under_way = drafts(actor).count()
    return list_page(
        request,
        REPORTS,
        actions=[
            Action(_("起草年度报告"), new, "primary", refusal.message if refusal else ""),
            Action(_("起草中的报告（%s）") % under_way, reverse("reports:drafts")),
            Action(_("核验报告文件"), reverse("reports:verify")),
        ],
        empty_title=_("还没有签发过报告"),
        empty_text=_("签发后数值固定下来，以后更正记录也不会改动已签发的报告。"),
        empty_href="" if refusal else new,
        empty_action=_("起草年度报告"),
    )


@page("reports.view")
@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: what was frozen, and what has become different since."""
    actor = actor_of(request)
    issue: Issue = fetch(actor, "reports.view", issued(actor), pk=pk)
    before = earlier(issue)
    refusal = refusal_for(actor, "reports.issue", issue.unit_id)
    again = f"{reverse('reports:new')}?unit={issue.unit.code}&year={issue.year}&plan={issue.catalogue.code}"
    return render(
        request,
        "reports/report.html",
        {
            "issue": issue,
            "breadcrumbs": [
                Link(label=_("报告"), href=reverse("reports:list")),
                Link(label=issue.title, href=""),
            ],
            "again": Action(_("再起草一份"), again, refused=refusal.message if refusal else ""),
            "about": about(issue),
            "tables": frozen_tables(issue),
            "settings": settings_pairs(issue),
            "before": before,
            "then": before
            and compared(actor, issue, since_earlier(issue, before), Span(before.cutoff, issue.cutoff)),
            "now": _now(request, issue),
        },
    )


def _now(request: HttpRequest, issue: Issue) -> dict[str, object]:
    """The differences to the present figures; while these are being computed, that."""
    try:
        found = since_issued(issue)
    except Refusal as refusal:
        return {"waiting": refusal}
    return compared(actor_of(request), issue, found, Span(issue.cutoff))


@page("reports.view")
@require_GET
def document(request: HttpRequest, pk: int) -> FileResponse:
    """The document as it was issued."""
    actor = actor_of(request)
    issue: Issue = fetch(actor, "reports.view", issued(actor), pk=pk)
    stream = report_file(issue).open("rb")
    return FileResponse(stream, as_attachment=True, filename=issue.report.name, content_type=DOCX)


@page("reports.view")
@require_GET
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as pages, for those who only read."""
    actor = actor_of(request)
    issue: Issue = fetch(actor, "reports.view", issued(actor), pk=pk)
    name = f"{Path(issue.report.name).stem}.pdf"
    stream = io.BytesIO(as_pdf(report_file(issue)))
    return FileResponse(stream, as_attachment=True, filename=name, content_type="application/pdf")


@page("reports.view")
@require_GET
def values(request: HttpRequest, pk: int) -> FileResponse:
    """The frozen figures as a workbook."""
    actor = actor_of(request)
    issue: Issue = fetch(actor, "reports.view", issued(actor), pk=pk)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as part:
        write_issue_book(issue, issue.catalogue.plan, Path(part.name))
        stream = io.BytesIO(Path(part.name).read_bytes())
    name = f"{issue.title}-{_('数值')}-{issue.pk}.xlsx"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)
