"""Wrong passwords and codes: five for one name from one address shut that pair out for a quarter of an hour.

Counted per pair, so that a factory behind one address is not shut out by one person, and nobody can shut
another out from elsewhere. An address that tries many names is slowed for names that never came from there.
A try is written down before it is judged, in the database, so that neither forty at once nor a second process
get more than five.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from suzhi.engines.accounts.folding import fold_name
from suzhi.engines.accounts.models import Account, FailedSignIn, SignIn
from suzhi.engines.audit.api import append_act
from suzhi.kernel import clock
from suzhi.kernel.errors import Refusal

ALLOWED = 5
SHUT_FOR = timedelta(minutes=15)
KEPT_FOR = timedelta(days=1)
# So many names may fail from one address in a quarter of an hour; after that one try in so many seconds.
NAMES_ALLOWED = 20
SLOWED_TO = timedelta(seconds=20)
# A name that signed in from the address within this time is not slowed there.
KNOWN_FOR = timedelta(days=90)


def address_of(request: HttpRequest | None) -> str:
    """The client's address; behind a trusted proxy the one that the proxy adds."""
    if request is None:
        return ""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()[:45]
    return str(request.META.get("REMOTE_ADDR") or "")[:45]


def begin_try(username: str, address: str) -> int:
    """Write a try down before it is judged; its number. Refused when the pair or the address has had its share."""
    name, now = fold_name(username), clock.now()
    with transaction.atomic():
        _hold(address)
        refusal = _shut(name, address) or _slowed(name, address)
        if refusal is not None:
            raise refusal
        FailedSignIn.objects.filter(at__lt=now - KEPT_FOR).delete()
        return FailedSignIn.objects.create(username=name, address=address, at=now).pk


def passed(number: int) -> None:
    """The try was right: it counts no more."""
    FailedSignIn.objects.filter(pk=number).delete()


def failed(number: int) -> None:
    """The try was wrong; the one that shuts the door is written into the audit."""
    this = FailedSignIn.objects.filter(pk=number).first()
    if (
        this is not None
        and _recent(this.address).filter(username=this.username, pk__lte=number).count() == ALLOWED
    ):
        account = next((one for one in _alike(this.username)), None)
        append_act(verb="accounts.locked", subject=account, detail={"address": this.address})


def forget_failures(username: str, address: str = "") -> None:
    """After a right password (from that address), or a reset by an administrator (from all)."""
    failures = FailedSignIn.objects.filter(username=fold_name(username))
    (failures.filter(address=address) if address else failures).delete()


def _shut(name: str, address: str) -> Refusal | None:
    """Why this pair may not try now."""
    times = list(
        _recent(address).filter(username=name).order_by("-at").values_list("at", flat=True)[:ALLOWED]
    )
    if len(times) < ALLOWED:
        return None
    seconds = (times[-1] + SHUT_FOR - clock.now()).total_seconds()
    minutes = max(1, -int(-seconds // 60))
    return Refusal(
        "accounts.locked",
        _("密码连续错误 %s 次，已暂停登录。") % ALLOWED,
        _("请 %s 分钟后再试，或请安全管理员重置密码。") % minutes,
    )


def _slowed(name: str, address: str) -> Refusal | None:
    """Why this address must wait, unless the name is at home there."""
    tries = _recent(address).exclude(username=name)
    if not address or tries.values("username").distinct()[:NAMES_ALLOWED].count() < NAMES_ALLOWED:
        return None
    last = _recent(address).latest("at").at
    seconds = (last + SLOWED_TO - clock.now()).total_seconds()
    if seconds <= 0 or _at_home(name, address):
        return None
    return Refusal(
        "accounts.slowed",
        _("这里短时间内试了许多登录名，已放慢。"),
        _("请 %s 秒后再试；在这里登录过的账号不受影响。") % max(1, -int(-seconds // 1)),
    )


def _at_home(name: str, address: str) -> bool:
    since = clock.now() - KNOWN_FOR
    seen = SignIn.objects.filter(address=address, opened_at__gt=since).values_list(
        "account__username", flat=True
    )
    return name in {fold_name(one) for one in seen.distinct()}


def _alike(name: str) -> list[Account]:
    return [one for one in Account.objects.filter(username__iexact=name) if fold_name(one.username) == name]


def _recent(address: str) -> QuerySet[FailedSignIn]:
    return FailedSignIn.objects.filter(address=address, at__gt=clock.now() - SHUT_FOR)


def _hold(address: str) -> None:
    """Tries from one address are counted one after the other; judging them is not held up."""
    number = int.from_bytes(sha256(f"suzhi sign-in|{address}".encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
