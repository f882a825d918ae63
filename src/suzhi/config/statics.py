"""Style, script and pictures: out of memory, packed, kept by browsers for a year under names with a digest."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.files.storage import Storage
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound

from suzhi.ui import assets

YEAR = "public, max-age=31536000, immutable"


class Statics(Storage):
    """What ``{% static %}`` asks for an address."""

    def url(self, name: str | None) -> str:
        return settings.STATIC_URL + assets.hashed(name or "")


class StaticsMiddleware:
    """Answers before session and account are looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(settings.STATIC_URL):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        found = assets.by_hashed_name().get(request.path_info.removeprefix(settings.STATIC_URL))
        return HttpResponseNotFound() if found is None else answer(request, found)


def answer(request: HttpRequest, one: assets.Asset) -> HttpResponse:
    """The file, packed where the browser takes that and something is won by it."""
    packed = len(one.packed) < len(one.body) and "gzip" in request.headers.get("Accept-Encoding", "")
    headers = {"Cache-Control": YEAR, "Vary": "Accept-Encoding"} | (
        {"Content-Encoding": "gzip"} if packed else {}
    )
    return HttpResponse(one.packed if packed else one.body, content_type=one.kind, headers=headers)
