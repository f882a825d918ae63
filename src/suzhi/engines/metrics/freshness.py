"""Keeps stored values true to the records: one computing process at a time, led by the change feed."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings as conf
from django.db import connection
from django.db.models import Exists
from django.utils.translation import gettext as _

from suzhi.engines.audit.api import Change
from suzhi.engines.metrics.models import Catalogue
from suzhi.kernel import clock
from suzhi.kernel.errors import Refusal

# The advisory lock of whoever computes: the figures process while it lives, else a command.
LOCK = 0x53757A6869
WAIT = 120.0
# Whether records have changed that are not in the figures yet; to be read with a plan, before its values are.
BEHIND = Exists(Change.objects.all())
RECOMPUTE = "metrics_catalogue"


def dsn() -> str:
    """The address of Django's database for a columnar driver."""
    found = conf.DATABASES["default"]
    query = f"?host={found['HOST']}" if str(found["HOST"]).startswith("/") else ""
    place = "" if query else f"{found['HOST']}:{found['PORT'] or 5432}"
    secret = f":{found['PASSWORD']}" if found["PASSWORD"] else ""
    return f"postgresql://{found['USER']}{secret}@{place}/{found['NAME']}{query}"


def try_lock() -> bool:
    """Become the computing process for as long as this connection lives."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def unlock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def is_stale() -> bool:
    """Whether some change is not yet in the figures."""
    return Change.objects.exists() or Catalogue.objects.filter(active=True, computed_at=None).exists()


@dataclass(frozen=True, slots=True)
class AsOf:
    """How far the values of a catalogue reach: ``moment`` None while its rules are being computed; ``behind``:
    records have changed since."""

    moment: datetime | None
    behind: bool


def mark_changed(catalogue_id: int) -> None:
    """A catalogue's definitions or settings changed: its figures are computed again."""
    Catalogue.objects.filter(pk=catalogue_id).update(computed_at=None)
    Change.objects.create(relation=RECOMPUTE, keys=[catalogue_id])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('suzhi_change', %s)", [RECOMPUTE])


def pending() -> tuple[list[int], dict[str, set[int] | None]]:
    """The feed as it stands: ids of its rows, and by table the keys that changed (None: all)."""
    ids: list[int] = []
    changes: dict[str, set[int] | None] = defaultdict(set)
    for row in Change.objects.order_by("id").values_list("id", "relation", "keys"):
        ids.append(row[0])
        known = changes[row[1]]
        changes[row[1]] = None if row[2] is None or known is None else known | set(row[2])
    return ids, dict(changes)


def forget(ids: list[int]) -> None:
    """These changes are in the figures now. Rows that committed later stay in the feed."""
    Change.objects.filter(id__in=ids).delete()


def ensure_fresh(progress: Any = None, force: bool = False) -> None:
    """Return when every committed change is in the stored values, computing them here if nobody else does."""
    if not force and not is_stale():
        return
    deadline = time.monotonic() + WAIT
    while not try_lock():
        if not is_stale() and not force:
            return
        if time.monotonic() > deadline:
            raise Refusal(
                "metrics.waiting", _("计算进程两分钟内没有算完。"), _("请稍后再试，或查看 suzhi up 的输出。")
            )
        time.sleep(0.05)
    try:
        compute_everything(progress)
    finally:
        unlock()


def recompute(progress: Any = None) -> int:
    """Compute everything from nothing; returns how many stored values that changed (0 when all is well).

    Runs beside a living figures process: only values that differ are written, and none should.
    """
    return _compute(progress)[1]


def compute_everything(progress: Any = None) -> Any:
    """Load a mirror and compute every active catalogue; the caller holds the lock. Returns the mirror."""
    return _compute(progress)[0]


def _compute(progress: Any) -> tuple[Any, int]:
    from suzhi.engines.metrics.compute import compute_all
    from suzhi.engines.metrics.mirror import Mirror

    cutoff = clock.now()
    ids, _changes = pending()
    mirror = Mirror(dsn())
    if progress:
        progress(_("读取记录"), 0, 1)
    mirror.load()
    written = compute_all(mirror, Catalogue.objects.filter(active=True), cutoff, progress)
    forget(ids)
    return mirror, written
