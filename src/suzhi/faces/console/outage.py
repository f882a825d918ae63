"""When the database is away: a clear page, and recovery by itself."""

from __future__ import annotations

from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


class OutageMiddleware:
    """Answers 503 with a page that needs no database; the next request tries afresh."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError | InterfaceError):
            connection.close()
            return HttpResponse(render_to_string("ui/errors/503.html"), status=503, headers={"Retry-After": "5"})
        return None
