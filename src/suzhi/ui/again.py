"""A form that can be sent again: the key of its opening, and the page that keeps what could not be taken."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from suzhi.kernel.fleeting import own

KEY_FIELD = "once"
# Not what the person says, but what the page brought along.
BROUGHT = frozenset({KEY_FIELD, "csrfmiddlewaretoken"})


def fresh_key() -> str:
    """For one opening of one form; nobody guesses it. Of a page that is kept every answer has its own."""
    return own(lambda: secrets.token_urlsafe(18))


def offer_again(
    request: HttpRequest, *, title: str, why: str, status: int, done_href: str = "", sign_in_href: str = ""
) -> HttpResponse:
    """What was posted was not taken: it stands in this page and goes out again at a press.

    Only for what our own page sent: another site's post is not to be one press away from being carried out.
    """
    context = {
        "title": title,
        "why": why,
        "done_href": done_href,
        "sign_in_href": sign_in_href,
        "action": request.get_full_path(),
        "said": said(request),
        "lost": _("、").join(file.name or "" for _n, files in request.FILES.lists() for file in files),
    }
    return render(request, "ui/errors/again.html", context, status=status)


def said(request: HttpRequest) -> list[tuple[str, str]]:
    """What one of our pages sent; nothing of another site's, and no password."""
    if not from_our_page(request):
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in BROUGHT and "password" not in name
        for value in values
    ]


def from_our_page(request: HttpRequest) -> bool:
    """Whether the browser says that the post comes from one of our pages; a page cannot forge that."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
