"""Five wrong passwords for one name from one address shut that pair out for a quarter of an hour.

Counted per pair, so that a factory behind one address is not shut out by one person, and nobody can shut
another out from elsewhere.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from suzhi.engines.accounts.models import Account, FailedSignIn
from suzhi.engines.audit.api import append_act
from suzhi.kernel import clock
from suzhi.kernel.errors import Refusal

ALLOWED = 5
SHUT_FOR = timedelta(minutes=15)
KEPT_FOR = timedelta(days=1)


def address_of(request: HttpRequest | None) -> str:
    """The client's address; behind a trusted proxy the one that the proxy adds."""
    if request is None:
        return ""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()[:45]
    return str(request.META.get("REMOTE_ADDR") or "")[:45]


def refusal_for(username: str, address: str) -> Refusal | None:
    """Why this pair may not try now."""
    since = clock.now() - SHUT_FOR
    failures = FailedSignIn.objects.filter(username=_same(username), address=address, at__gt=since)
    times = list(failures.order_by("-at").values_list("at", flat=True)[:ALLOWED])
    if len(times) < ALLOWED:
        return None
    seconds = (times[-1] + SHUT_FOR - clock.now()).total_seconds()
    minutes = max(1, -int(-seconds // 60))
    return Refusal(
        "accounts.locked",
        _("密码连续错误 %s 次，已暂停登录。") % ALLOWED,
        _("请 %s 分钟后再试，或请安全管理员重置密码。") % minutes,
    )


def count_failure(username: str, address: str) -> None:
    """Remember one wrong password."""
    now = clock.now()
    FailedSignIn.objects.filter(at__lt=now - KEPT_FOR).delete()
    FailedSignIn.objects.create(username=_same(username), address=address, at=now)
    if (
        FailedSignIn.objects.filter(username=_same(username), address=address, at__gt=now - SHUT_FOR).count()
        == ALLOWED
    ):
        account = Account.objects.filter(username__iexact=username).first()
        append_act(verb="accounts.locked", subject=account, detail={"address": address})


def forget_failures(username: str, address: str = "") -> None:
    """After a right password (from that address), or a reset by an administrator (from all)."""
    failures = FailedSignIn.objects.filter(username=_same(username))
    (failures.filter(address=address) if address else failures).delete()


def _same(username: str) -> str:
    return username.strip().casefold()[:150]
