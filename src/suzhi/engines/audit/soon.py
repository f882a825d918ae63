"""A seal right after an act that gives something out, in the background."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction


def seal_soon() -> None:
    """Once the running transaction is committed; asked for again before it ran, it is the same seal."""
    transaction.on_commit(_ask, robust=True)


def _ask() -> None:
    # The queue is not to be loaded with every model that comes by the front door.
    from procrastinate.exceptions import AlreadyEnqueued

    from suzhi.engines.audit.tasks import seal_hourly

    with suppress(AlreadyEnqueued):
        seal_hourly.defer(timestamp=0)  # type: ignore[call-arg]
