"""Every page belongs to whom it says. A view that says nothing is refused.

The order: is the view marked, is somebody signed in and still so, has the account done its duties (own
password, second factor), does a role hold the permission. What lies outside a scope is 404 and in the audit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse

from suzhi.engines.access.api import PageRule, actor_of, deleted_before, denial, record_denial, rule_of
from suzhi.engines.accounts.api import open_duty, see
from suzhi.faces.shell.refused import sent_by_script, signed_out, told_where
from suzhi.kernel.asked import LARGEST_ID
from suzhi.kernel.errors import Denied, Refusal
from suzhi.ui.api import said

logger = logging.getLogger(__name__)

PUBLIC = PageRule(public=True)
SIGNED_IN = PageRule(signed_in=True)

# Views that are not ours to mark, by the name of their address. What the sign-in library has beyond these
# (public sign-up, mail, password reset by mail) does not exist here.
FOREIGN: dict[str, PageRule] = {
    "account_login": PUBLIC,
    "account_inactive": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "account_logout": PUBLIC,
    "account_change_password": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "ui:language": PUBLIC,
    "ui:gallery": PUBLIC,  # guards itself: staff, or debugging
    "ui:gallery-layout": PUBLIC,
}

# Where an account with an open duty may still go.
ON_DUTY = frozenset(
    name for name in FOREIGN if name.startswith(("account_", "mfa_")) or name == "ui:language"
)


def rule_for(view: Any, name: str) -> PageRule | None:
    """What the view, or the table above for it, says."""
    if name in FOREIGN and not getattr(view, "__module__", "").startswith("suzhi.faces"):
        return FOREIGN[name]
    return rule_of(view)


class GateMiddleware:
    """Stands last in the row, next to the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = told_where(request, self.get_response(request))
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            # What was on the screen must not come back with the Back button after signing out.
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if any(isinstance(value, int) and value > LARGEST_ID for value in kwargs.values()):
            return not_found(request)
        rule = rule_for(view, name)
        if rule is None:
            logger.error("no @page on %s (%s); refused", getattr(view, "__qualname__", view), name)
            return not_found(request)
        if rule.public:
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request)
        actor = actor_of(request)
        ended = see(request, actor.cadre)
        if ended is not None:
            logout(request)
            messages.warning(request, str(ended))
            return to_sign_in(request)
        duty = open_duty(request, actor)
        if duty and name not in ON_DUTY:
            return redirect(request, reverse(duty))
        if rule.permissions and not any(actor.has(permission) for permission in rule.permissions):
            return self.process_exception(request, denial("|".join(rule.permissions)))
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Http404) and request.resolver_match and request.resolver_match.kwargs:
            # Outside the scope and not there at all look alike to the person; the audit tells them apart.
            error = denial("", missing=True, **request.resolver_match.kwargs)
        if isinstance(error, Denied):
            gone = request.method == "POST" and deleted_before(actor_of(request), getattr(error, "about", {}))
            if gone:
                return refused(request, gone)
            record_denial(actor_of(request), error, path=request.path, method=request.method)
            return not_found(request)
        if isinstance(error, Refusal):
            return refused(request, error)
        return None


def not_found(request: HttpRequest) -> HttpResponse:
    """The page that says neither that it exists nor that it does not."""
    return HttpResponse(render_to_string("404.html", request=request), status=404)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What was wrong and how to mend it, for a refusal that no form caught."""
    fragment = bool(getattr(request, "htmx", False)) or sent_by_script(request)
    template = "console/refusal_part.html" if fragment else "console/refusal.html"
    return HttpResponse(render_to_string(template, {"refusal": refusal}, request=request), status=409)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, and from there back to where one was; what was typed is kept meanwhile."""
    if request.method == "POST" and said(request):
        return signed_out(request)
    if getattr(request, "htmx", False):
        # Asked in the background, for suggestions: the page stays, with what was typed on it.
        return HttpResponse(status=401)
    target = request.get_full_path() if request.method == "GET" else "/"
    return redirect(request, f"{reverse('account_login')}?{urlencode({'next': target})}")


def redirect(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect; for a partial one that moves the whole page."""
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
