"""One's own account: password, second factor, where one is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suzhi.engines.access.api import actor_of, denial, page, role
from suzhi.engines.accounts.duties import has_totp, needs_totp
from suzhi.engines.accounts.models import SignIn
from suzhi.engines.accounts.services import end_sign_in
from suzhi.engines.accounts.sessions import kept_in, open_sign_ins


@page(signed_in=True)
def own(request: HttpRequest) -> HttpResponse:
    """The page of one's own account."""
    actor = actor_of(request)
    assert actor.account is not None
    context = {
        "sign_ins": open_sign_ins(actor.account),
        "here": kept_in(request),
        "has_factor": has_totp(actor.account),
        "needs_factor": needs_totp(actor),
        "roles": sorted({role(holding.role).label for holding in actor.grants}),
    }
    return render(request, "accounts/own.html", context)


@page(signed_in=True)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign another browser of one's own out."""
    actor = actor_of(request)
    sign_in = SignIn.objects.filter(pk=pk, account_id=actor.account_id or 0).first()
    if sign_in is None:
        raise denial("own.view", subject="accounts.signin", pk=pk)
    end_sign_in(actor=actor, sign_in=sign_in)
    messages.success(request, _("已结束那处登录。"))
    return redirect("accounts:own")
