"""Fetching a file: the scope first, then headers under which no file can act."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from suzhi.engines.access.api import actor_of, fetch, page
from suzhi.engines.files import storage
from suzhi.engines.files.kinds import BY_MIME
from suzhi.engines.files.models import Evidence
from suzhi.kernel.errors import Refusal

# Nothing in the file may run, fetch, or be taken for a page of ours.
SANDBOX = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; sandbox"
)


@page("evidence.view")
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file's bytes; pictures and PDF may be shown in place, the rest is saved."""
    evidence = fetch(actor_of(request), "evidence.view", Evidence.objects.all(), pk=pk)
    kind = BY_MIME.get(evidence.mime)
    inline = kind is not None and kind.inline and "save" not in request.GET
    try:
        file = storage.path_of(evidence.sha256).open("rb")
    except FileNotFoundError:
        raise Refusal(
            "files.missing", _("文件不在了。"), _("请系统管理员从备份恢复，并执行 suzhi audit verify。")
        ) from None
    response = FileResponse(file, content_type=kind.mime if kind else "application/octet-stream")
    response["Content-Disposition"] = str(content_disposition_header(not inline, evidence.name))
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
