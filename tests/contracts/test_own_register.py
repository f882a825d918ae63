"""A register that only the tests have gets every face by its declaration: in a run with its own settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
MOST_LINES = 90


def test_the_register_of_the_tests_passes_every_contract_of_a_family(tmp_path: Path) -> None:
    own = {
        "SUZHI_TEST_SETTINGS": "suzhi_registers.settings",
        "SUZHI_TEST_KINDS": str(TESTS / "suzhi_registers" / "kinds.yaml"),
        "SUZHI_TEST_HOME": str(tmp_path / "home"),
    }
    # Nothing of this run: neither its database nor its settings.
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SUZHI_", "PYTEST_"))
        and name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
    files = [str(TESTS / "contracts" / "test_families.py"), str(TESTS / "suzhi_registers")]
    run = subprocess.run(
        [*command, *files], cwd=TESTS.parent, env={**kept, **own}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]


def test_a_register_costs_few_lines() -> None:
    written = [TESTS / "suzhi_registers" / name for name in ("models.py", "families.py")]
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in written) <= MOST_LINES
