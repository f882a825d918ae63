"""What arrives twice happens once: a form carries a key, and the same key answers with the first result.

The key, the writing and the result are one transaction: a request that is killed has written nothing, and one
that has written knows where it led. Two at the same moment: the second waits for the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from suzhi.engines.access.gathering import acts_at_the_end
from suzhi.engines.access.models import Submission
from suzhi.kernel import clock
from suzhi.ui.api import BROUGHT, KEY_FIELD, offer_again

# Longer than a form can stay open: a sign-in ends after hours.
KEPT = timedelta(days=7)


def once(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of ``act``, or the first one's when this was posted before.

    Without a key only what is the same to the letter, at the same moment, counts as the same.
    """
    body = _digest(request)
    key = request.POST.get(KEY_FIELD, "")[:64]
    account = int(request.user.pk or 0)
    with transaction.atomic(), acts_at_the_end() as acts:
        waited = _hold(f"{account} {key or body}")
        mine = Submission.objects.filter(account=account, key=key or body)
        earlier = mine.first()
        if earlier is not None and (key or waited):
            return _again(request, earlier, body)
        response = act()
        if any(act["denied"] is None for act in acts):
            mine.update_or_create(
                account=account,
                key=key or body,
                defaults={"body": body, "result": _where(response), "at": clock.now()},
            )
    return response


def forget_old() -> int:
    """Drop the keys of forms that nobody can have open any more."""
    return Submission.objects.filter(at__lt=clock.now() - KEPT).delete()[0]


def _hold(what: str) -> bool:
    """Take the lock until the transaction ends; whether somebody else had it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [what])
        if cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
    return True


def _again(request: HttpRequest, earlier: Submission, body: str) -> HttpResponse:
    if earlier.body != body:
        return offer_again(
            request,
            title=_("这份表单已经保存过"),
            why=_("同一份表单又提交了不同的内容。先前的已经保存，这一次的还没有。"),
            done_href=earlier.result,
            status=409,
        )
    messages.info(request, _("这份表单已经收到过，没有重复写入。"))
    where = earlier.result or "/"
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Redirect": where})
    return redirect(where)


def _where(response: HttpResponse) -> str:
    if "HX-Redirect" in response:
        return str(response["HX-Redirect"])
    return str(response.get("Location", "")) if 300 <= response.status_code < 400 else ""


def _digest(request: HttpRequest) -> str:
    """Of where it goes and all that was filled in, files included."""
    found = sha256()
    for part in _parts(request):
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()


def _parts(request: HttpRequest) -> Iterator[bytes]:
    yield request.get_full_path().encode()
    for name, values in sorted(request.POST.lists()):
        if name not in BROUGHT:
            yield from (text.encode("utf-8", "surrogatepass") for text in (name, *values))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield f"{name} {file.name}".encode("utf-8", "surrogatepass")
            yield _bytes_digest(file)


def _bytes_digest(file: Any) -> bytes:
    found = sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.digest()
