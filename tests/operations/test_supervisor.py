"""The supervisor with stand-in children: what dies comes back, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SUPERVISE = """
import sys
from pathlib import Path
from suzhi.operations.processes.children import Child
from suzhi.operations.processes.supervisor import Supervisor
folder = Path(sys.argv[1])
family = (
    "import os, subprocess, sys, time;"
    f"grandchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    f"open({str(folder)!r} + '/family.' + str(os.getpid()), 'w').write(str(grandchild.pid));"
    "time.sleep(600)"
)
Supervisor([Child("家庭", [sys.executable, "-c", family])], None).run()
"""


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def families(folder: Path) -> dict[int, int]:
    """Child and grandchild of each start, by their process numbers."""
    found = {}
    for path in folder.glob("family.*"):
        text = path.read_text()
        if text:
            found[int(path.suffix[1:])] = int(text)
    return found


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISE, str(tmp_path)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until(lambda: len(families(tmp_path)) == 1)
    yield process
    if process.poll() is None:
        process.kill()
    process.wait()


def test_a_killed_child_comes_back_and_its_own_children_do_not_linger(
    supervisor: subprocess.Popen[str], tmp_path: Path
) -> None:
    ((child, grandchild),) = families(tmp_path).items()
    os.kill(child, signal.SIGKILL)
    wait_until(lambda: len(families(tmp_path)) == 2)
    assert not alive(grandchild)
    supervisor.send_signal(signal.SIGTERM)
    _, said = supervisor.communicate(timeout=30)
    assert "家庭进程被信号 SIGKILL 终止" in said
    assert "家庭进程已重新启动" in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything(
    supervisor: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    supervisor.send_signal(number)
    supervisor.communicate(timeout=30)
    assert supervisor.returncode == 0
    ((child, grandchild),) = families(tmp_path).items()
    assert not alive(child)
    assert not alive(grandchild)


def test_children_end_when_the_supervisor_itself_is_killed(
    supervisor: subprocess.Popen[str], tmp_path: Path
) -> None:
    ((child, grandchild),) = families(tmp_path).items()
    supervisor.kill()
    wait_until(lambda: not alive(child))
    os.kill(grandchild, signal.SIGKILL)  # a bare stand-in has no care for its own; the web server does
