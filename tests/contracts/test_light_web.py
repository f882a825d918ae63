"""A web process stays small: it never loads what only computing and document writing need."""

from __future__ import annotations

import os
import subprocess
import sys

HEAVY = (
    "ibis",
    "duckdb",
    "pandas",
    "pyarrow",
    "numpy",
    "adbc_driver_postgresql",
    "docx",
    "xlsxwriter",
    "python_calamine",
)
SCRIPT = f"""
import sys
import suzhi.config.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
print([name for name in {HEAVY!r} if name in sys.modules])
"""


def test_a_web_process_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCRIPT],
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"
