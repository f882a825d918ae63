"""The web server of an installation, as a command."""

from __future__ import annotations

import sys
from pathlib import Path

APPLICATION = "suzhi.config.wsgi:application"


def web_words(host: str, port: int, workers: int, application: str = APPLICATION) -> list[str]:
    """So many processes with four threads each, behind one address."""
    granian = str(Path(sys.executable).parent / "granian")
    return [
        granian, "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-ws",
        "--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning",
        application,
    ]  # fmt: skip
