"""Verifying a document that somebody holds."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suzhi.domains.reports.checking import Checked, check_document
from suzhi.domains.reports.selectors import issued
from suzhi.engines.access.api import Actor, actor_of, fetch, page
from suzhi.engines.metrics.api import Issue
from suzhi.kernel.errors import Denied, Refusal
from suzhi.ui.api import Link

MOST = 50 * 2**20


@page("reports.view")
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Take a document and say what in it is not as it was issued."""
    actor = actor_of(request)
    issue: Issue | None = None if pk is None else fetch(actor, "reports.view", issued(actor), pk=pk)
    checked, error = None, ""
    if request.method == "POST":
        try:
            checked = _check(actor, request.FILES.get("document"), issue)
        except Denied:
            raise
        except Refusal as refusal:
            error = str(refusal)
    crumbs = [Link(label=_("报告"), href=reverse("reports:list"))]
    if issue is not None:
        crumbs.append(Link(label=issue.title, href=reverse("reports:report", args=[issue.pk])))
    context = {"checked": checked, "error": error, "issue": issue, "most": MOST}
    crumbs.append(Link(label=_("核验报告文件"), href=""))
    return render(request, "reports/verify.html", {**context, "breadcrumbs": crumbs})


def _check(actor: Actor, upload: UploadedFile | None, issue: Issue | None) -> Checked:
    if upload is None:
        raise Refusal("reports.no_upload", _("没有选择文件。"), _("请选择要核验的 .docx 文件。"))
    if (upload.size or 0) > MOST:
        raise Refusal(
            "reports.too_large", _("文件超过 50 MB，不像是素质出具的报告。"), _("请选择原报告文件。")
        )
    with tempfile.NamedTemporaryFile(suffix=".docx") as part:
        for chunk in upload.chunks():
            part.write(chunk)
        part.flush()
        return check_document(Path(part.name), issued(actor), issue)
