"""The first step: choose a file; and the empty workbooks to fill in."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from suzhi.engines.access.api import Actor, actor_of, page
from suzhi.engines.exchange.giving.empty_books import write_template
from suzhi.engines.exchange.models import Import, JobKind
from suzhi.engines.exchange.pages.console.uploads import is_large, on_disk
from suzhi.engines.exchange.running import jobs, services
from suzhi.engines.exchange.sheets.declare import REGISTRY, Sheet, chosen
from suzhi.kernel.errors import Denied, Refusal
from suzhi.ui.api import Link

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def step_labels() -> list[str]:
    """The three steps."""
    return [_("选择文件"), _("检查"), _("确认写入")]


@page("import.run")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Take a workbook and check it; nothing is written yet."""
    error = ""
    if request.method == "POST":
        try:
            record = _receive(request, actor_of(request))
        except Denied:
            raise
        except Refusal as refusal:
            error = str(refusal)
        else:
            return _go_to(request, record)
    partial = bool(getattr(request, "htmx", False))
    context = {
        "error": error,
        "steps": step_labels(),
        "sheets": [{"name": sheet.name, "help": sheet.help} for sheet in _with_rows()],
        "all_sheets": ALL,
        "breadcrumbs": [
            Link(label=_("导入"), href=reverse("exchange:list")),
            Link(label=_("新的导入"), href=""),
        ],
    }
    return render(request, "exchange/new_form.html" if partial else "exchange/new.html", context)


def _receive(request: HttpRequest, actor: Actor) -> Import:
    upload = request.FILES.get("workbook")
    with on_disk(upload) as path:
        assert upload is not None
        name = upload.name or ""
        if not is_large(upload.size):
            return services.begin_import(actor=actor, path=path, name=name)
        record = services.receive_import(actor=actor, path=path, name=name)
    jobs.queue(actor, JobKind.CHECK, record)
    return record


def _go_to(request: HttpRequest, record: Import) -> HttpResponse:
    where = reverse("exchange:import", args=[record.pk])
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Redirect": where})
    return redirect(where)


# The address of the template that holds every sheet.
ALL = "全部"


def _with_rows() -> list[Sheet]:
    return [sheet for sheet in REGISTRY.all() if sheet.target]


@page("import.run")
@require_GET
def template(request: HttpRequest, sheet: str) -> FileResponse:
    """An empty workbook with one sheet, or with all of them."""
    sheets = _with_rows() if sheet == ALL else chosen([sheet])
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as part:
        write_template(Path(part.name), sheets)
        stream = io.BytesIO(Path(part.name).read_bytes())
    name = _("模板-%s.xlsx") % sheet
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)
