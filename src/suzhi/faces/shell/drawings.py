"""Drawings kept in the memory of one web process: each with the marks of the tables that it was drawn from."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db import connection

from suzhi.engines.audit.api import Marks, known_relations, relations_of
from suzhi.kernel.fleeting import listening

MOST_BYTES = 64 * 1024 * 1024
# What a drawing costs beside its text: its key, its marks, the table's own entry.
BESIDE = 2048


@dataclass(frozen=True, slots=True)
class Drawing:
    """The text in pieces, between which each answer's own token stands; and what it hangs on."""

    pieces: tuple[bytes, ...]
    kind: str
    marks: Marks

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces)) + BESIDE

    def holds(self, now: Marks) -> bool:
        return all(now.get(relation, ()) == mark for relation, mark in self.marks.items())


class Drawings:
    """The last used up to so many bytes. Threads share it."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[Hashable, Drawing] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable, now: Marks) -> Drawing | None:
        """The drawing, if nothing that it hangs on has changed; else it is forgotten."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            if not found.holds(now):
                self._forget(key)
                return None
            self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, drawing: Drawing) -> None:
        """Take it in, and let go what was not used for longest."""
        with self._lock:
            self._forget(key)
            self._kept[key] = drawing
            self._size += drawing.size
            while self._size > self._most:
                self._forget(next(iter(self._kept)))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def _forget(self, key: Hashable) -> None:
        found = self._kept.pop(key, None)
        self._size -= found.size if found else 0


class Watch:
    """Notes from which tables a page is drawn; not to be kept where one of its statements hangs on more."""

    def __init__(self) -> None:
        self.relations: set[str] = set()
        self.keepable = True
        self._open = ExitStack()

    def start(self) -> None:
        known_relations()  # read before anything is noted
        self._open.enter_context(connection.execute_wrapper(self._note))
        self._open.enter_context(listening(self._spoil))

    def stop(self) -> None:
        self._open.close()

    def _spoil(self) -> None:
        self.keepable = False

    def _note(self, execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
        # Noted whether or not it succeeds: the page hangs on that too.
        found = relations_of(sql) if isinstance(sql, str) and self.keepable else None
        self.keepable = found is not None
        self.relations |= found or set()
        return execute(sql, *rest)


DRAWINGS = Drawings()
