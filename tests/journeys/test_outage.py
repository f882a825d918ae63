"""PostgreSQL is stopped under a running site: a clear page, and recovery by itself. In a home of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from suzhi.operations.processes.postgres import EmbeddedPostgres, remove_cluster

pytestmark = pytest.mark.slow

# A session that nobody has; to find that out the database is asked.
COOKIE = "sessionid=abcdefghijklmnopqrstuvwxyz012345"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def asked(address: str) -> tuple[int, str, str]:
    """Status, text, and when to ask again; status 0 while nobody listens."""
    try:
        request = urllib.request.Request(address, headers={"Cookie": COOKIE, "Accept-Language": "zh-CN"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode(), ""
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers.get("Retry-After", "")
    except OSError:
        return 0, "", ""


def until(address: str, status: int, seconds: float) -> str:
    """Ask until that is the answer."""
    deadline = time.monotonic() + seconds
    while (found := asked(address))[0] != status:
        assert time.monotonic() < deadline, found
        time.sleep(0.2)
    return found[1]


@contextmanager
def site(environment: dict[str, str]) -> Iterator[str]:
    """The web server alone, as ``suzhi up`` starts it."""
    port = free_port()
    words = ["--interface", "wsgi", "--port", str(port), "--blocking-threads", "2", "--no-ws"]
    server = subprocess.Popen(
        [str(Path(sys.executable).parent / "granian"), *words, "suzhi.config.wsgi:application"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}/accounts/login/"
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "home"
    yield path
    remove_cluster(path)


def test_a_stopped_database_is_said_and_recovered_from(home: Path) -> None:
    home.mkdir()
    postgres = EmbeddedPostgres(home)
    environment = {**os.environ, "SUZHI_HOME": str(home), "DATABASE_URL": postgres.start()}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    subprocess.run(
        [sys.executable, "-m", "suzhi.config.cli.main", "migrate", "--quiet"], env=environment, check=True
    )
    with site(environment) as login:
        assert 'name="login"' in until(login, 200, 60)
        postgres.stop()
        status, text, again = asked(login)
        assert (status, again) == (503, "5")
        assert "数据库暂时连不上" in text and "已保存的记录都在" in text and "Traceback" not in text
        postgres.start()
        assert 'name="login"' in until(login, 200, 10)
    postgres.release()
