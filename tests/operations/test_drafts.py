"""What killed backups left behind is gone at the next one; what a running one works with stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from suzhi.operations.keeping.drafts import drafts

CHILD = """
import sys, time
from pathlib import Path
from suzhi.operations.keeping.drafts import drafts

with drafts(Path(sys.argv[1])) as folder:
    (folder / "key-0").write_text("secret")
    print(folder, flush=True)
    time.sleep(60)
"""


def begun(place: Path) -> tuple[subprocess.Popen[str], Path]:
    """A backup in a process of its own, in the midst of its work."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(place)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert child.stdout is not None
    return child, Path(child.stdout.readline().strip())


def test_a_killed_backup_is_cleared_away_and_a_running_one_is_not(tmp_path: Path) -> None:
    killed, left = begun(tmp_path)
    running, worked_in = begun(tmp_path)
    try:
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
        assert (left / "key-0").exists()
        with drafts(tmp_path) as own:
            assert own.is_dir() and not left.exists()
            assert (worked_in / "key-0").read_text() == "secret"
    finally:
        running.kill()
        running.wait()
    assert not own.exists()


def test_only_what_backups_made_is_cleared(tmp_path: Path) -> None:
    """A person may keep hidden folders of such names beside the archives."""
    old = tmp_path / ".backup-ab12cd_9"
    own = [tmp_path / ".backup-pictures", tmp_path / ".backup-pictures1", tmp_path / ".backup-ab12cd_8"]
    for folder in (old, *own):
        folder.mkdir()
    (old / "key-3").write_text("left by a version without locks")
    for folder in own[:2]:
        (folder / "photo.jpg").write_text("kept")
    (own[2] / "key-3").write_text("begun this minute")
    (tmp_path / ".backup-notes").write_text("kept")
    os.utime(old, (0, 0))
    with drafts(tmp_path):
        assert not old.exists()
    assert {path.name for path in tmp_path.iterdir()} == {".backup-notes", *(folder.name for folder in own)}
