"""Signed-in browsers: opened, seen, ended. Eight hours at most; cadres half an hour without a request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from suzhi.engines.accounts import lockout
from suzhi.engines.accounts.models import Account, SignIn
from suzhi.engines.audit.api import append_act
from suzhi.kernel import clock
from suzhi.kernel.errors import Refusal

ABSOLUTE = timedelta(hours=8)
IDLE = timedelta(minutes=30)
# How stale seen_at may be: one write a minute, not one a request.
SEEN_EVERY = timedelta(minutes=1)
KEPT = "sign_in"
FRESH = timedelta(minutes=10)


@receiver(user_logged_in)
def _opened(sender: Any, request: HttpRequest, user: Account, **_kwargs: Any) -> None:
    if request.session.session_key is None:
        request.session.save()
    now, address = clock.now(), lockout.address_of(request)
    here = SignIn.objects.create(
        account=user,
        session_key=str(request.session.session_key),
        opened_at=now,
        seen_at=now,
        address=address,
        agent=request.META.get("HTTP_USER_AGENT", "")[:200],
    )
    # By number, not by key: the key is renewed when the password changes.
    request.session[KEPT] = here.pk
    lockout.forget_failures(user.username, address)
    append_act(
        verb="accounts.signed_in",
        actor_id=user.pk,
        actor_name=str(user),
        subject=user,
        detail={"address": address},
    )


@receiver(user_logged_out)
def _closed(sender: Any, request: HttpRequest, user: Account | None, **_kwargs: Any) -> None:
    if user is not None:
        SignIn.objects.filter(pk=kept_in(request), ended="").update(ended="signed_out")
        append_act(verb="accounts.signed_out", actor_id=user.pk, actor_name=str(user), subject=user)


def kept_in(request: HttpRequest) -> int:
    """The number of this browser's sign-in; 0 for none."""
    return int(request.session.get(KEPT) or 0)


def see(request: HttpRequest, cadre: bool) -> Refusal | None:
    """Note that the browser is there, or say why it is signed in no longer."""
    now = clock.now()
    here = SignIn.objects.filter(pk=kept_in(request)).first()
    if here is None or here.ended:
        return Refusal("accounts.ended", _("登录已结束。"), _("请重新登录。"))
    if now - here.opened_at > ABSOLUTE:
        return _end(here, "absolute", _("登录已满八小时。"))
    if cadre and now - here.seen_at > IDLE:
        return _end(here, "idle", _("半小时没有操作，已退出登录。"))
    key = request.session.session_key
    if now - here.seen_at > SEEN_EVERY or here.session_key != key:
        SignIn.objects.filter(pk=here.pk).update(seen_at=now, session_key=key)
    return None


def just_opened(request: HttpRequest) -> bool:
    """Whether the account signed in here a few minutes ago."""
    return SignIn.objects.filter(pk=kept_in(request), ended="", opened_at__gt=clock.now() - FRESH).exists()


def open_sign_ins(account: Account) -> list[SignIn]:
    """The browsers in which the account is signed in, latest first."""
    since = clock.now() - ABSOLUTE
    return list(SignIn.objects.filter(account=account, ended="", opened_at__gt=since).order_by("-seen_at"))


def end(sign_ins: Any, why: str) -> int:
    """Sign these browsers out, now."""
    keys = list(sign_ins.filter(ended="").values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    return SignIn.objects.filter(session_key__in=keys).update(ended=why)


def _end(here: SignIn, why: str, message: str) -> Refusal:
    SignIn.objects.filter(pk=here.pk).update(ended=why)
    return Refusal(f"accounts.{why}", message, _("请重新登录，已保存的内容都在。"))
