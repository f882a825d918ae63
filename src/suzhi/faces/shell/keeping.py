"""A page that was drawn is shown again to the same account while nothing that it was drawn from has changed.

Which tables it was drawn from is not declared but seen: every statement is noted while the page is drawn. Whether
they have changed is asked of the database at every request, so processes agree and nothing is ever shown late.
What belongs to one answer only, the token against forged forms and the forms' own keys, is put in afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import chain
from typing import Any

from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from suzhi.engines.access.api import actor_of, rule_of
from suzhi.engines.audit.api import Marks, revisions
from suzhi.faces.shell.drawings import DRAWINGS, Drawing, Maker, Watch
from suzhi.kernel import clock

LOOKS = ("theme", "size")
MESSAGES = "messages", "_messages"


class KeepingMiddleware:
    """Stands next to the view, behind the gate: whoever may not open the page never gets here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sitting: Sitting | None = getattr(request, "_suzhi_sitting", None)
        return response if sitting is None else sitting.end(request, response)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        rule = rule_of(view)
        if rule is None or not rule.kept or not _plain(request):
            return None
        actor = actor_of(request)
        # What the actor was told before is asked again, so that the page is seen to hang on it.
        actor._known.clear()
        marks, key = revisions(), key_of(request)
        found = DRAWINGS.find(key, marks)
        if found is not None:
            return HttpResponse(_filled(found.pieces, found.makers, request), content_type=found.kind)
        request._suzhi_sitting = Sitting(key, marks)  # type: ignore[attr-defined]
        return None


class Sitting:
    """One drawing under way."""

    def __init__(self, key: Hashable, marks: Marks) -> None:
        self.key, self.marks = key, marks
        self.watch = Watch()
        self.watch.start()
        self.token = self.watch.place(None)

    def end(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep the drawing if it may be, and give this answer what is its own."""
        self.watch.stop()
        if getattr(response, "streaming", False):
            return response
        pieces, makers = self.watch.cut(response.content)
        if makers:
            response.content = _filled(pieces, makers, request)
        if self.watch.keepable and _keepable(request, response):
            marks = {relation: self.marks.get(relation, ()) for relation in self.watch.relations}
            DRAWINGS.keep(self.key, Drawing(pieces, makers, response.headers["Content-Type"], marks))
        return response


def token(request: HttpRequest) -> dict[str, Any]:
    """For templates, after Django's own: while a page is drawn to be kept, a sign for the token."""
    sitting: Sitting | None = getattr(request, "_suzhi_sitting", None)
    return {} if sitting is None else {"csrf_token": sitting.token}


def key_of(request: HttpRequest) -> Hashable:
    """Everything beside the tables that a page may hang on: address, account, what it may see, day, look, language."""
    actor = actor_of(request)
    account = {
        field.attname: getattr(actor.account, field.attname)
        for field in actor.account._meta.concrete_fields  # type: ignore[union-attr]
        if field.attname not in ("last_login", "password")
    }
    return (
        request.get_full_path(), request.scheme, request.get_host(), get_language(), clock.today(),
        actor.account_id, repr(account), frozenset(actor.grants), actor.system,
        *(request.COOKIES.get(look, "") for look in LOOKS),
        repr(sorted((name, value) for name, value in request.session.items() if _own(name))),
    )  # fmt: skip


def _own(name: str) -> bool:
    """Whether the product wrote it into the session; the sign-in's own changes at every sign-in."""
    return not name.startswith(("_auth", "account_", "_csrf"))


def _plain(request: HttpRequest) -> bool:
    """A whole page for somebody signed in, with no message waiting for it."""
    return (
        request.method == "GET"
        and request.user.is_authenticated
        and not getattr(request, "htmx", False)
        and not any(name in request.COOKIES or name in request.session for name in MESSAGES)
        and not getattr(get_messages(request), "_queued_messages", ())
        and not connection.needs_rollback
    )


def _keepable(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and response.headers.get("Content-Type", "").startswith("text/html")
        and not response.has_header("Content-Disposition")
        and not response.cookies
        and not request.session.modified
        and not getattr(get_messages(request), "_queued_messages", ())
    )


def _filled(pieces: tuple[bytes, ...], makers: tuple[Maker | None, ...], request: HttpRequest) -> bytes:
    """The token is masked anew for every answer, as ever, and a form has a key of its own every time."""
    if not makers:
        return pieces[0]
    own = get_token(request)
    fillings = [(own if make is None else make()).encode() for make in makers]
    return b"".join(chain(*zip(pieces, fillings, strict=False), pieces[-1:]))
