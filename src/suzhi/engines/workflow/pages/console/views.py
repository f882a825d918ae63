"""Evidence on a record: optional, one file for many records, never asked for twice."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suzhi.engines.access.api import actor_of, address_of, fetch, page, place_of
from suzhi.engines.files.api import Evidence, add_evidence, link_evidence, unlink_evidence
from suzhi.engines.workflow.mixins import Recorded
from suzhi.kernel.asked import parse_ids
from suzhi.kernel.errors import Refusal


def _record(request: HttpRequest, label: str, pk: int) -> Any:
    model = apps.get_model(label) if place_of(label) else None
    if model is None or not issubclass(model, Recorded):
        raise Http404
    return fetch(actor_of(request), "records.view", model._default_manager.all(), pk=pk)


@page("evidence.add")
@require_POST
def add(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """Hang the uploaded files, and files that were here already, on the record."""
    record, actor = _record(request, label, pk), actor_of(request)
    files = request.FILES.getlist("file")
    chosen = parse_ids(request.POST.getlist("kept"))
    kept = [fetch(actor, "evidence.view", Evidence.objects.all(), pk=one) for one in chosen]
    try:
        for file in files:
            add_evidence(actor=actor, unit=record.unit, file=file, name=file.name or "", subject=record)
        for one in kept:
            link_evidence(actor=actor, evidence=one, subject=record)
        if files or kept:
            messages.success(request, _("已添加 %s 份佐证。") % len([*files, *kept]))
        else:
            messages.error(request, _("没有选文件。"))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(address_of(record))


@page("evidence.add")
@require_POST
def remove(request: HttpRequest, label: str, pk: int, evidence: int) -> HttpResponse:
    """Take a file off the record; the file itself stays."""
    record = _record(request, label, pk)
    found = fetch(actor_of(request), "evidence.view", Evidence.objects.all(), pk=evidence)
    try:
        unlink_evidence(actor=actor_of(request), evidence=found, subject=record)
        messages.success(request, _("已取下。文件仍保存。"))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(address_of(record))
