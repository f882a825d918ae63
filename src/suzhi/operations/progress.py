"""Progress on the error stream: a moving line on a terminal, a plain line every few seconds elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

# What long work takes to report with: what it is doing, how many done, how many in all (0: not known).
Report = Callable[[str, int, int], None]

TERMINAL_EVERY = 0.1
PLAIN_EVERY = 3.0


def silent(label: str, done: int, total: int) -> None:
    """A report to nobody."""


class Progress:
    """Call it as a ``Report``; use it as a context manager so that its last line is closed."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._started = self._last = time.monotonic()
        self._label = ""
        self._open_line = False

    def __call__(self, label: str, done: int, total: int) -> None:
        moment = time.monotonic()
        finished = bool(total) and done >= total
        pause = TERMINAL_EVERY if self._terminal else PLAIN_EVERY
        # A terminal sees each new label at once; a log file only what takes long.
        new_label = self._terminal and label != self._label
        if not (new_label or (finished and self._open_line) or moment - self._last >= pause):
            return
        self._last, self._label = moment, label
        self._write(self._line(label, done, total))

    def _line(self, label: str, done: int, total: int) -> str:
        seconds = int(time.monotonic() - self._started)
        if total:
            return f"{label} {done:,}/{total:,} ({done * 100 // total}%) {seconds} 秒"
        return f"{label} {done:,} {seconds} 秒" if done else f"{label} {seconds} 秒"

    def _write(self, line: str) -> None:
        if self._terminal:
            self._stream.write(f"\r\x1b[2K{line}")
            self._open_line = True
        else:
            self._stream.write(line + "\n")
        self._stream.flush()

    def close(self) -> None:
        """Leave the moving line behind."""
        if self._open_line:
            self._stream.write("\n")
            self._stream.flush()
            self._open_line = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
