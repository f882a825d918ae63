"""``suzhi up`` as a user starts it: one home, one port, every process."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from suzhi.kernel.errors import Refusal
from suzhi.operations.processes import ports
from suzhi.operations.processes.postgres import EmbeddedPostgres, remove_cluster


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """A started ``suzhi up`` and what it said so far."""

    def __init__(self, home: Path, port: int) -> None:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment["SUZHI_HOME"] = str(home)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "suzhi.config.cli.main", "up", "--port", str(port), "--workers", "1"],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.said = ""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said += line

    def wait_for(self, condition: Callable[[], bool], seconds: float = 90) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.1)

    def wait_until_said(self, text: str) -> None:
        self.wait_for(lambda: text in self.said)

    def child(self, words: str) -> int:
        """The process whose parent this is and whose command holds the words."""
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = status.read_text().rpartition(")")[2].split()[1]
                command = (status.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if parent == str(self.process.pid) and words in command:
                return int(status.parent.name)
        return 0


def processes_of(home: Path) -> list[str]:
    """Commands still running that belong to the home, by their environment or their folder."""
    found = []
    mark = f"SUZHI_HOME={home}\0".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            mine = (
                mark in (entry / "environ").read_bytes() + b"\0" or (entry / "cwd").readlink() == home / "pg"
            )
            if mine:
                found.append((entry / "cmdline").read_bytes().decode())
        except OSError:
            continue
    return found


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    remove_cluster(tmp_path)


def test_it_starts_recovers_from_kills_and_leaves_nothing(home: Path) -> None:
    port = free_port()
    up = Running(home, port)
    try:
        up.wait_until_said(f"http://127.0.0.1:{port}")

        os.kill(up.child("granian"), signal.SIGKILL)
        up.wait_until_said("网站进程已重新启动")
        up.wait_for(ports.FirstAnswer("127.0.0.1", port).arrived)

        EmbeddedPostgres(home).kill()
        up.wait_until_said("数据库已重新启动")

        os.kill(up.child("jobs-worker"), signal.SIGKILL)
        up.wait_until_said("后台任务进程已重新启动")

        second = subprocess.run(
            [sys.executable, "-m", "suzhi.config.cli.main", "up", "--port", str(free_port())],
            env={**os.environ, "SUZHI_HOME": str(home)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (second.returncode, "已经在运行" in second.stderr) == (1, True)
    finally:
        up.process.send_signal(signal.SIGINT)
        up.process.wait(timeout=60)
    assert up.process.returncode == 0
    assert processes_of(home) == []
    assert EmbeddedPostgres(home).server_pid() is None


def test_a_port_in_use_is_refused_with_a_remedy() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Refusal, match=re.escape("--port")):
            ports.require_free("127.0.0.1", taken.getsockname()[1])
