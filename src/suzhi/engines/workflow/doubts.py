"""What looks wrong but may be right: a doubt stops a service until the person says that it is meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from suzhi.kernel.errors import Refusal


class Doubt(Refusal):
    """A refusal that can be acknowledged: call the service again with its ``code`` in ``acknowledged``."""


def settle(doubts: Iterable[Doubt], acknowledged: Collection[str]) -> None:
    """Raise the first doubt that was not acknowledged."""
    for doubt in doubts:
        if doubt.code not in acknowledged:
            raise doubt
