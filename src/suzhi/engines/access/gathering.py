"""The acts of one request, kept back until its end.

The chain of acts has one lock. A request that calls several services in one transaction would take it at the
first and ask for rows after; another that holds such a row and waits for the chain would block it for good.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from suzhi.engines.audit.api import append_act
from suzhi.kernel.errors import Denied

_kept: ContextVar[list[dict[str, Any]] | None] = ContextVar("suzhi_kept_acts", default=None)


def put_act(*, denied: Denied | None = None, **act: Any) -> bool:
    """Write the act, or keep it for the end of the request; whether it was written now."""
    kept = _kept.get()
    if kept is None:
        append_act(**act)
        return True
    kept.append({**act, "denied": denied})
    return False


@contextmanager
def undone_after() -> Iterator[None]:
    """What fails inside has not happened: the acts kept back for it go with it."""
    kept = _kept.get()
    before = len(kept or ())
    try:
        yield
    except BaseException:
        if kept is not None:
            del kept[before:]
        raise


@contextmanager
def acts_at_the_end() -> Iterator[list[dict[str, Any]]]:
    """Around everything that a request does in its transaction; gives the acts that it has collected so far."""
    kept: list[dict[str, Any]] = []
    token = _kept.set(kept)
    try:
        yield kept
    finally:
        _kept.reset(token)
    for act in kept:
        denied = act.pop("denied")
        append_act(**act)
        if denied is not None:
            denied.audited = True
