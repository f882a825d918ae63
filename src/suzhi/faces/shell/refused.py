"""A post that cannot be taken as it came: signed out meanwhile, or signed in again in another tab.

Nothing that was typed is lost by it: the page that says so holds the text and sends it again.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from suzhi.ui.api import offer_again

# Sign-in and its like: what is typed there is short and secret.
SECRET = ("account_", "mfa_")


def signed_out(request: HttpRequest) -> HttpResponse:
    """Posted after the sign-in ended."""
    return offer_again(
        request,
        title=_("登录已过期"),
        why=_("刚才填写的还没有保存，内容都在这一页里。请在新页登录，回到这里接着提交。"),
        status=401,
        sign_in_href=reverse("account_login"),
    )


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page is older than the sign-in, as when one signed in again in another tab; or not ours at all."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name.startswith(SECRET):
        return render(request, "403.html", status=403)
    return offer_again(
        request,
        title=_("这一页打开之后重新登录过"),
        why=_("为防止别的网站冒用，这次提交没有办理；填写的内容都在。核对登录的是本人后，请再提交一次。"),
        status=403,
    )


def sent_by_script(request: HttpRequest) -> bool:
    """Whether our own script sent the form and keeps it until the answer is there (sending.js)."""
    return request.headers.get("X-Sent-By") == "script"


def told_where(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A script cannot see where a redirect leads, and following it would use up the messages of that page."""
    if not (sent_by_script(request) and 300 <= response.status_code < 400 and "Location" in response):
        return response
    told = HttpResponse(status=204, headers={"X-Go-To": response.headers["Location"]})
    told.cookies = response.cookies
    return told
