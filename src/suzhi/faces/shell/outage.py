"""When the database is away or the disk is full: a clear page, one line in the log, and recovery by itself."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from typing import Any

from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

AWAY, FULL = "away", "full"
_SAID = {AWAY: "the database cannot be reached", FULL: "the disk is full"}
# An outage is told once, and again when it lasts.
TOLD_EVERY = 60.0


class OutageMiddleware:
    """Answers 503 with a page that needs no database; the next request tries afresh.

    The trouble may come up anywhere (in reading the session, in a view, in writing the session back), where
    Django turns it into a plain 500; so it is noted when it happens and the answer is exchanged out here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.told: dict[str, float] = {}
        self.pages = 0
        got_request_exception.connect(_note_trouble, dispatch_uid="suzhi.outage")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        trouble = getattr(request, "_suzhi_trouble", "")
        if trouble and response.status_code >= 500:
            self._tell(trouble)
            page = _trouble_page(trouble)
            page._has_been_logged = True  # type: ignore[attr-defined]  # Django would write a line for each
            return page
        return response

    def _tell(self, trouble: str) -> None:
        self.pages += 1
        now = time.monotonic()
        if now - self.told.get(trouble, -TOLD_EVERY) >= TOLD_EVERY:
            logger.error("%s; pages say so (%d so far)", _SAID[trouble], self.pages)
            self.told[trouble] = now


class NotOfOutages(logging.Filter):
    """Keeps the thousand tracebacks of one outage out of the log; named in the settings."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and trouble_of(record.exc_info[1]))


def trouble_of(error: BaseException | None) -> str:
    """What kind of outage the error is: AWAY, FULL, or nothing of the sort."""
    if isinstance(error, OSError) and error.errno == 28:
        return FULL
    if not isinstance(error, OperationalError | InterfaceError):
        return ""
    state = getattr(error.__cause__, "sqlstate", None)
    if state in {"53100", "53200"}:
        return FULL
    # No state: the connection itself failed. 08: broken connection; 57P0x: the server is going or coming.
    return AWAY if state is None or state.startswith(("08", "57P0", "53300")) else ""


def _note_trouble(sender: Any, request: HttpRequest | None = None, **_kwargs: Any) -> None:
    trouble = trouble_of(sys.exc_info()[1])
    if trouble and request is not None:
        request._suzhi_trouble = trouble  # type: ignore[attr-defined]


def _trouble_page(trouble: str) -> HttpResponse:
    if trouble == AWAY:
        connection.close()
        return HttpResponse(render_to_string("ui/errors/503.html"), status=503, headers={"Retry-After": "5"})
    return HttpResponse(render_to_string("console/disk_full.html"), status=507)
