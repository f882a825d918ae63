"""Exports: choose, wait where it is long, fetch."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from suzhi.engines.access.api import Actor, actor_of, fetch, page
from suzhi.engines.exchange.models import Job, JobKind, JobState
from suzhi.engines.exchange.pages.console.forms import ExportForm
from suzhi.engines.exchange.pages.console.showing import said
from suzhi.engines.exchange.pages.console.views_new import XLSX
from suzhi.engines.exchange.running import jobs, services_export, storage
from suzhi.engines.exchange.running.services_export import Wanted
from suzhi.engines.exchange.selectors import exports_of
from suzhi.kernel.clock import today
from suzhi.kernel.errors import Refusal
from suzhi.ui.api import Cell, Column, Link, Row, moment

TYPES = {"xlsx": XLSX, "zip": "application/zip"}
# Up to so many rows the person waits for the answer.
AT_ONCE = 20_000


@page("export.run")
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponseBase:
    """Choose sheets and take them along."""
    actor = actor_of(request)
    form = ExportForm(request.POST or None, actor=actor, initial={"form": "xlsx"})
    if request.method == "POST" and form.is_valid():
        answer = form.carry_out(lambda: _answer(actor, form.wanted()))
        if answer is not None:
            return answer
    context = {
        "form": form,
        "earlier": _earlier(actor),
        "imports": actor.has("import.run"),
        "breadcrumbs": [Link(label=_("导出"), href="")],
    }
    return render(request, "exchange/export.html", context)


def _answer(actor: Actor, wanted: Wanted) -> HttpResponseBase:
    sheets = services_export.check_wanted(actor, wanted)
    if services_export.more_than(actor, sheets, wanted.unit_id, AT_ONCE):
        job = jobs.queue(actor, JobKind.EXPORT, **wanted.as_dict())
        return redirect("exchange:export", pk=job.pk)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{wanted.form}"
        services_export.carry_out(actor, path, wanted)
        return _file(io.BytesIO(path.read_bytes()), wanted.form)


@page("export.run")
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A large export: on its way, ready, or not to be had."""
    job = _found(actor_of(request), pk)
    crumbs = [Link(label=_("导出"), href=reverse("exchange:exports")), Link(label=_title(job), href="")]
    return render(request, "exchange/export_job.html", _state(job) | {"breadcrumbs": crumbs})


@page("export.run")
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; when it has ended, the whole page is fetched anew."""
    job = _found(actor_of(request), pk)
    state = _state(job)
    if not state["going"]:
        return HttpResponse(headers={"HX-Redirect": reverse("exchange:export", args=[job.pk])})
    return render(request, "exchange/export_progress.html", state)


@page("export.run")
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The file, if what it was made for is still in the person's reach today."""
    actor = actor_of(request)
    job = _found(actor, pk)
    wanted = Wanted.of(job.wanted)
    services_export.check_wanted(actor, wanted)
    path = storage.export_path(job.pk, wanted.form)
    if job.state != JobState.DONE or not path.exists():
        raise Refusal("exchange.export_gone", _("文件不在了。"), _("请重新导出。"))
    return _file(path.open("rb"), wanted.form)


def _found(actor: Actor, pk: int) -> Job:
    job: Job = fetch(actor, "export.run", exports_of(actor), pk=pk)
    return job


def _state(job: Job) -> dict[str, Any]:
    wanted = Wanted.of(job.wanted)
    stuck = jobs.silent(job)
    failure = job.outcome if job.state == JobState.FAILED else None
    if stuck:
        failure = {"message": _("处理中断了。"), "remedy": _("请重新导出。")}
    count = sum(job.outcome.get("rows", {}).values()) if job.state == JobState.DONE else 0
    return {
        "job": job,
        "title": _title(job),
        "sheets": _("、").join(wanted.sheets),
        "ready": job.state == JobState.DONE and storage.export_path(job.pk, wanted.form).exists(),
        "going": job.state in jobs.OPEN and not stuck,
        "failure": failure,
        "rows": _("共 {:,} 行").format(count),
        **said(job),
    }


def _title(job: Job) -> str:
    return _("导出 %d") % job.pk


def _earlier(actor: Actor) -> dict[str, Any]:
    """The person's last large exports."""
    words = dict(JobState.choices)
    rows = [
        Row(
            cells=[
                Cell(text=_title(job), href=reverse("exchange:export", args=[job.pk])),
                _("、").join(Wanted.of(job.wanted).sheets),
                words[job.state],
                moment(job.created_at),
            ]
        )
        for job in exports_of(actor)[:10]
    ]
    heads = (_("文件"), _("工作表"), _("状态"), _("时间"))
    return {"columns": [Column(label=head) for head in heads], "rows": rows}


def _file(stream: Any, form: str) -> FileResponse:
    name = _("导出-%(day)s.%(form)s") % {"day": f"{today():%Y%m%d}", "form": form}
    return FileResponse(stream, as_attachment=True, filename=name, content_type=TYPES[form])
