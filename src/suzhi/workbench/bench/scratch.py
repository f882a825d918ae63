"""A home of its own for a measurement: made under the temporary folder, removed at the end."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path


def run_in(home: Path, *words: str, statuses: Collection[int] = (0,)) -> str:
    """What this Python prints for these words in that home."""
    environment = {**os.environ, "SUZHI_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode not in statuses:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr[-2000:]}")
    return done.stdout


@contextmanager
def scratch() -> Iterator[Path]:
    """A home with a running database, stopped and removed afterwards."""
    from suzhi.operations.processes.postgres import EmbeddedPostgres, remove_cluster

    with tempfile.TemporaryDirectory(prefix="suzhi-bench-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        postgres = EmbeddedPostgres(home)
        before = os.environ.get("DATABASE_URL")
        os.environ["DATABASE_URL"] = postgres.start()
        try:
            yield home
        finally:
            if before is None:
                del os.environ["DATABASE_URL"]
            else:
                os.environ["DATABASE_URL"] = before
            postgres.release()
            remove_cluster(home)
