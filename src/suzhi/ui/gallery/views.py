"""The gallery: every component in every state, and the layouts with invented matter."""

from __future__ import annotations

from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from suzhi.ui.components import registry
from suzhi.ui.gallery import stage
from suzhi.ui.gallery.samples import SAMPLES

LAYOUTS = {"document": "ui/gallery/document.html", "record": "ui/gallery/record.html"}
ERRORS = ("400", "403", "404", "500", "503")


def gallery(request: HttpRequest) -> HttpResponse:
    """All components, for those who build pages."""
    _admit(request)
    groups = [
        (registry.find(name), list(samples))
        for name, samples in groupby(SAMPLES, key=lambda one: one.component)
    ]
    context = {"groups": groups, "shell": stage.SHELL, "layouts": [*LAYOUTS, *ERRORS]}
    return render(request, "ui/gallery/index.html", context)


def layout(request: HttpRequest, layout: str) -> HttpResponse:
    """A whole page as it would stand: the living document, a record, or an error page."""
    _admit(request)
    if layout in ERRORS:
        return render(request, f"ui/errors/{layout}.html")
    if layout not in LAYOUTS:
        raise Http404
    context = {"shell": stage.SHELL, "breadcrumbs": stage.CRUMBS, "clauses": stage.CLAUSES, **stage.RECORD}
    return render(request, LAYOUTS[layout], context)


def _admit(request: HttpRequest) -> None:
    """Staff, or anybody while developing; to all others the page does not exist."""
    user = getattr(request, "user", None)
    if not settings.DEBUG and not (user and user.is_authenticated and getattr(user, "is_staff", False)):
        raise Http404
