"""Drawings kept in the memory of one web process: each with the marks of the tables that it was drawn from."""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db import connection

from suzhi.engines.audit.api import Marks, known_relations, relations_of
from suzhi.kernel.fleeting import kept_by

Maker = Callable[[], str]
MOST_BYTES = 64 * 1024 * 1024
# What a drawing costs beside its text: its key, its marks, the table's own entry.
BESIDE = 2048


@dataclass(frozen=True, slots=True)
class Drawing:
    """The text in pieces, what each answer puts between them of its own, and the marks that it hangs on.

    makers: one for each gap; None stands for the token against forged forms.
    """

    pieces: tuple[bytes, ...]
    makers: tuple[Maker | None, ...]
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
    """Notes from which tables a page is drawn; not to be kept where one of its statements hangs on more.

    What each answer has of its own stands as a sign that nobody can guess.
    """

    def __init__(self) -> None:
        self.relations: set[str] = set()
        self.keepable = True
        self._sign = secrets.token_hex(16)
        self._makers: list[Maker | None] = []
        self._open = ExitStack()

    def start(self) -> None:
        known_relations()  # read before anything is noted
        self._open.enter_context(connection.execute_wrapper(self._note))
        self._open.enter_context(kept_by(self))

    def stop(self) -> None:
        self._open.close()

    def spoil(self) -> None:
        self.keepable = False

    def place(self, make: Maker | None) -> str:
        """``None``: the token."""
        self._makers.append(make)
        return f"{self._sign}-{len(self._makers) - 1:04}-"

    def cut(self, body: bytes) -> tuple[tuple[bytes, ...], tuple[Maker | None, ...]]:
        """The pieces between the signs, and who fills the gaps."""
        found = re.split(rf"{self._sign}-(\d+)-".encode(), body)
        return tuple(found[::2]), tuple(self._makers[int(at)] for at in found[1::2])

    def _note(self, execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
        # Noted whether or not it succeeds: the page hangs on that too.
        found = relations_of(sql) if isinstance(sql, str) and self.keepable else None
        self.keepable = found is not None
        self.relations |= found or set()
        return execute(sql, *rest)


DRAWINGS = Drawings()
