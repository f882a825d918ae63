"""Imports: the list, one import, its progress, its workbook with the column 错误."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from suzhi.engines.access.api import Actor, actor_of, allow, fetch, page, refusal_for
from suzhi.engines.exchange.models import Import
from suzhi.engines.exchange.pages.console.listing import IMPORTS
from suzhi.engines.exchange.pages.console.showing import last_job, shown, working
from suzhi.engines.exchange.pages.console.views_new import XLSX
from suzhi.engines.exchange.running import services, storage
from suzhi.engines.exchange.selectors import imports
from suzhi.engines.search.api import Action, list_page
from suzhi.kernel.errors import Refusal


def found(actor: Actor, pk: int) -> Import:
    """The import, if the person may see it."""
    record: Import = fetch(actor, "import.run", imports(actor), pk=pk)
    return record


@page("import.run")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every import in reach."""
    refusal = refusal_for(actor_of(request), "export.run")
    return list_page(
        request,
        IMPORTS,
        actions=[
            Action(_("导入工作簿"), reverse("exchange:new"), "primary"),
            Action(_("导出记录"), reverse("exchange:exports"), refused=refusal.message if refusal else ""),
        ],
        # One way out only: the records themselves, not the list of the imports.
        no_export=True,
        empty_title=_("还没有导入过"),
        empty_text=_("单位、职工、活动和阵地可以用 Excel 工作簿成批导入；写入前先检查，写入后可以撤销。"),
        empty_href=reverse("exchange:new"),
        empty_action=_("导入工作簿"),
    )


@page("import.run")
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: what the check found, what was written, what can be done next."""
    actor = actor_of(request)
    return show(request, actor, found(actor, pk))


def show(request: HttpRequest, actor: Actor, record: Import, refusal: Refusal | None = None) -> HttpResponse:
    """The page of an import, with the reason why the last step was not done."""
    context: dict[str, Any] = shown(actor, record) | {"refusal": refusal}
    return render(request, "exchange/import.html", context, status=409 if refusal else 200)


@page("import.run")
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the background work is; when it has ended, the whole page is fetched anew."""
    record = found(actor_of(request), pk)
    state = working(record, last_job(record))
    if not state["working"] or not state["going"]:
        return HttpResponse(headers={"HX-Redirect": reverse("exchange:import", args=[record.pk])})
    return render(request, "exchange/progress.html", state | {"record": record})


@page("import.run")
@require_GET
def errors(request: HttpRequest, pk: int) -> FileResponse:
    """The person's own workbook with a column 错误; it may hold whole personal numbers."""
    actor = actor_of(request)
    record = found(actor, pk)
    if record.actor_id != actor.account_id:
        allow(actor, "people.sealed")
    source = storage.kept(record.pk)
    if not source.exists():
        raise Refusal("exchange.expired", _("上传的文件已不在系统中。"), _("请重新上传工作簿。"))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "errors.xlsx"
        services.error_workbook(actor=actor, path=source, target=target)
        stream = io.BytesIO(target.read_bytes())
    name = _("%s-错误.xlsx") % Path(record.name).stem
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)
