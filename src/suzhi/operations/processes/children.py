"""A supervised process: started in a group of its own, ended as a group, dying with its supervisor."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# A process that ran this long did not die of its start; the next pause is short again.
SETTLED_AFTER = 60.0
_PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    # Runs in the child before exec: if the supervisor is killed, the kernel ends the child too.
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(slots=True)
class Child:
    """What to run, and how it fares."""

    label: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    start_again_at: float = 0.0

    def start(self) -> None:
        """Start it, away from the terminal's Ctrl-C: the supervisor decides the order of ending."""
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )
        self.started_at = time.monotonic()

    @property
    def running(self) -> bool:
        """Whether it lives."""
        return self.process is not None and self.process.poll() is None

    def fallen(self) -> int | None:
        """The exit status of a child found dead just now; it is then due again after a pause."""
        if self.process is None or self.running:
            return None
        status = int(self.process.returncode)
        self.signal_group(signal.SIGKILL)  # its own workers may live on and keep the port
        self.process = None
        if time.monotonic() - self.started_at >= SETTLED_AFTER:
            self.pause = FIRST_PAUSE
        self.start_again_at = time.monotonic() + self.pause
        return status

    def due(self) -> bool:
        """Whether the pause is over."""
        return self.process is None and time.monotonic() >= self.start_again_at

    def start_again(self) -> None:
        """Start, and wait longer next time."""
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        self.start()

    def signal_group(self, number: int) -> None:
        """Send to the process and to all that it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


def end_all(children: list[Child], patience: float) -> None:
    """Ask all to end, wait, then insist. Nothing of theirs is left."""
    for child in children:
        if child.process is not None:
            with contextlib.suppress(ProcessLookupError):
                child.process.terminate()
    deadline = time.monotonic() + patience
    while any(child.running for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children:
        child.signal_group(signal.SIGKILL)
        if child.process is not None:
            child.process.wait()


def status_in_words(status: int) -> str:
    """How a process ended, for a person."""
    if status < 0:
        return f"被信号 {signal.Signals(-status).name} 终止"
    return f"以状态 {status} 结束"
