"""What each answer has of its own (a form's key) and what makes a page one that may not be shown a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Keeper(Protocol):
    """Whoever draws a page in order to keep it."""

    def spoil(self) -> None:
        """Do not keep it."""

    def place(self, make: Callable[[], str]) -> str:
        """A sign that every answer replaces by what ``make`` gives then."""


_keeper: ContextVar[Keeper | None] = ContextVar("suzhi_keeper", default=None)


def fleeting() -> None:
    """The page under way holds something that nobody may be shown later: it is not kept."""
    keeper = _keeper.get()
    if keeper is not None:
        keeper.spoil()


def own(make: Callable[[], str]) -> str:
    """A text that every answer makes for itself, also where the rest of the page is kept."""
    keeper = _keeper.get()
    return make() if keeper is None else keeper.place(make)


@contextmanager
def kept_by(keeper: Keeper) -> Iterator[None]:
    """While the block runs, what is drawn is drawn to be kept."""
    mark = _keeper.set(keeper)
    try:
        yield
    finally:
        _keeper.reset(mark)
