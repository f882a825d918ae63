"""A demo city that lives as long as its pictures are taken: a home, a port and processes of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from suzhi.kernel.errors import Refusal

PATIENCE = 180.0
_SUZHI = (sys.executable, "-m", "suzhi.config.cli.main")


@contextmanager
def running_city() -> Iterator[str]:
    """The address of a fresh tiny city with every figure computed."""
    with tempfile.TemporaryDirectory(prefix="suzhi-pictures-") as folder:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"SUZHI_HOME": folder}
        port = _free_port()
        log = Path(folder) / "up.log"
        command = [*_SUZHI, "up", "--demo", "--port", str(port), "--workers", "1"]
        with log.open("wb") as out:
            running = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, running, log)
            subprocess.run([*_SUZHI, "values"], env=environment, check=True, stdout=subprocess.DEVNULL)
            yield address
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, running: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and running.poll() is None:
        with suppress(OSError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        time.sleep(0.5)
    said = log.read_text(encoding="utf-8", errors="replace")[-600:]
    raise Refusal("pictures.city", "演示城市没有启动。", said)
