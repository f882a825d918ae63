"""File locks that the kernel lets go of when a process dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def open_lock(path: Path) -> int:
    """A descriptor to lock; not inherited by programs that this process starts."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


@contextmanager
def mutex(path: Path) -> Iterator[None]:
    """One process at a time."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def share(descriptor: int) -> None:
    """Count this process among the holders; waits for nobody who holds it the same way."""
    fcntl.flock(descriptor, fcntl.LOCK_SH)


def is_last_holder(descriptor: int) -> bool:
    """True when nobody else holds the lock. Either way this process may only close it afterwards."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
