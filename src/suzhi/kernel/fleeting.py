"""What belongs to one answer only says so here: a page that holds it is not shown a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_told: ContextVar[Callable[[], None] | None] = ContextVar("suzhi_fleeting", default=None)


def fleeting() -> None:
    """The page under way holds something used once (a form's own key): nobody may keep the drawing."""
    tell = _told.get()
    if tell is not None:
        tell()


@contextmanager
def listening(tell: Callable[[], None]) -> Iterator[None]:
    """Be told while the block runs."""
    mark = _told.set(tell)
    try:
        yield
    finally:
        _told.reset(mark)
