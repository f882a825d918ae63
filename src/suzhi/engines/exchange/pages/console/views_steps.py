"""What can be done with an import: write it, take it back, forget it, try again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suzhi.engines.access.api import Actor, actor_of, allow, page
from suzhi.engines.exchange.models import Import, ImportState, JobKind, JobState
from suzhi.engines.exchange.pages.console.listing import total
from suzhi.engines.exchange.pages.console.showing import last_job
from suzhi.engines.exchange.pages.console.uploads import AT_ONCE_ROWS, is_large
from suzhi.engines.exchange.pages.console.views import found, show
from suzhi.engines.exchange.running import jobs, services, storage
from suzhi.kernel.errors import Denied, Refusal


@page("import.run")
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write it: at once when it is small and nobody else is writing, else in the queue."""
    actor = actor_of(request)
    record = found(actor, pk)
    skip_bad = "skip_bad" in request.POST
    if record.state == ImportState.CHECKED and (_large(record) or services.writing_now()):
        jobs.queue(actor, JobKind.WRITE, record, skip_bad=skip_bad)
        return redirect("exchange:import", pk=pk)

    def act() -> None:
        written = services.confirm_import(actor=actor, record=record, skip_bad=skip_bad)
        if not written.result["written"]:
            raise Refusal(
                "exchange.now_refused",
                _("有行被退回，没有写入任何内容。"),
                _("请改正后重新上传，或跳过错误行。"),
            )

    return _carried_out(request, actor, pk, act)


@page("import.undo")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the whole import back, while nothing rests on it."""
    actor = actor_of(request)
    record = found(actor, pk)
    many = total(record, "add") + total(record, "change") > AT_ONCE_ROWS
    if record.state == ImportState.CONFIRMED and (many or services.writing_now()):
        allow(actor, "import.undo", record)
        jobs.queue(actor, JobKind.UNDO, record)
        return redirect("exchange:import", pk=pk)

    def act() -> None:
        services.undo_import(actor=actor, record=record)

    return _carried_out(request, actor, pk, act)


@page("import.run")
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a checked file."""
    actor = actor_of(request)
    record = found(actor, pk)
    try:
        services.discard_import(actor=actor, record=record)
    except Denied:
        raise
    except Refusal as refusal:
        return show(request, actor, record, refusal)
    messages.success(request, _("已放弃，没有写入任何内容。"))
    return redirect("exchange:list")


@page("import.run")
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask again for what failed, or for what a killed worker left behind."""
    actor = actor_of(request)
    record = found(actor, pk)
    job = last_job(record)
    ended = job is not None and (job.state == JobState.FAILED or jobs.silent(job))
    if job is not None and ended and jobs.fits(job.kind, record):
        jobs.queue(actor, JobKind(job.kind), record, **job.wanted)
    return redirect("exchange:import", pk=pk)


def _carried_out(request: HttpRequest, actor: Actor, pk: int, act: Callable[[], None]) -> HttpResponse:
    """Do it; or the page again with the reason, and nothing lost."""
    try:
        act()
    except Denied:
        raise
    except Refusal as refusal:
        return show(request, actor, found(actor, pk), refusal)
    return redirect("exchange:import", pk=pk)


def _large(record: Import) -> bool:
    path = storage.kept(record.pk)
    return path.exists() and is_large(path.stat().st_size)
