"""The figures process: holds the mirror, listens for changes, computes what they touch."""

from __future__ import annotations

import logging
import time
from importlib import import_module
from typing import Any

from django.db import connection, transaction

from suzhi.engines.metrics import freshness
from suzhi.engines.metrics.models import Catalogue, Preview
from suzhi.kernel import clock

log = logging.getLogger(__name__)
# Between two changes that follow each other closely: lets one pass take both.
SETTLE = 0.02
IDLE = 5.0


def run_figures_daemon() -> None:
    """Run until killed. Anything unexpected ends the process; the supervisor starts a fresh one."""
    while not freshness.try_lock():
        time.sleep(0.5)
    mirror = freshness.compute_everything()
    # The compiler, so that the first preview of a setting need not wait for it.
    import_module("suzhi.engines.metrics.expressions.figures")
    with connection.cursor() as cursor:
        cursor.execute("LISTEN suzhi_change")
    while True:
        step(mirror)
        _wait()


def step(mirror: Any) -> int:
    """Take the feed as it stands into mirror and values; returns the number of values that changed."""
    from suzhi.engines.metrics.compute import compute_all, compute_changed

    cutoff = clock.now()
    ids, changes = freshness.pending()
    written = 0
    if ids:
        with transaction.atomic():
            remade = changes.pop(freshness.RECOMPUTE, None)
            touched = mirror.refresh(changes)
            active = Catalogue.objects.filter(active=True)
            fresh = active.filter(pk__in=remade or []) | active.filter(computed_at=None)
            written += compute_all(mirror, list(fresh), cutoff)
            rest = active.exclude(computed_at=None).exclude(pk__in=remade or [])
            if changes:
                written += compute_changed(mirror, list(rest), touched, cutoff)
            freshness.forget(ids)
        mirror.drop_deltas()
    answer_previews(mirror)
    return written


def _wait() -> None:
    connection.ensure_connection()
    raw = connection.connection
    for _notice in raw.notifies(timeout=IDLE, stop_after=1):
        time.sleep(SETTLE)


def answer_previews(mirror: Any) -> None:
    """Compute the figures that somebody asked about before changing a setting."""
    from suzhi.engines.metrics.preview import differences

    for question in Preview.objects.filter(answer__isnull=True).select_related("catalogue"):
        question.answer = differences(mirror, question.catalogue, question.settings)
        question.save(update_fields=["answer"])
