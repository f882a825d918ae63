"""One embedded PostgreSQL for the whole run, in a home of its own, stopped and removed at the end.

``SUZHI_TEST_HOME`` names a home that is kept, so that `pytest --reuse-db` skips the migrations next time.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

# Set here and not in pyproject.toml: the settings are to be read after the home is known.
os.environ["DJANGO_SETTINGS_MODULE"] = os.environ.get("SUZHI_TEST_SETTINGS", "suzhi.config.settings")

# The register of the tests exists only under its own settings (contracts/test_families.py).
collect_ignore = [] if "SUZHI_TEST_SETTINGS" in os.environ else ["suzhi_registers"]

# A test database may be lost in a power cut. Only here.
FAST_AND_LOOSE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")

_started: list[tuple[object, Path]] = []


def _is_xdist_worker() -> bool:
    return "PYTEST_XDIST_WORKER" in os.environ


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-queries", action="store_true", help="write tests/ratchet/queries.json anew")


def pytest_configure(config: pytest.Config) -> None:
    """Start the cluster in the first process; xdist's workers inherit its address.

    With `-p no:django`, for tests of pure code, neither is done.
    """
    if not config.pluginmanager.hasplugin("django"):
        config.addinivalue_line("markers", "django_db: needs the database")
        return
    if not _is_xdist_worker():
        _start_cluster()
    import django

    django.setup()


@pytest.fixture(autouse=True)
def _nothing_drawn_before(request: pytest.FixtureRequest) -> None:
    """No page is kept from one test to the next, but in tests that are about just that (`warm`)."""
    drawings = sys.modules.get("suzhi.faces.shell.drawings")
    if drawings is not None and request.node.get_closest_marker("warm") is None:
        drawings.DRAWINGS.clear()


def _start_cluster() -> None:
    from suzhi.operations.processes.postgres import EmbeddedPostgres

    kept = os.environ.get("SUZHI_TEST_HOME", "")
    home = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="suzhi-test-"))
    home.mkdir(parents=True, exist_ok=True)
    os.environ["SUZHI_HOME"] = str(home)
    if kinds := os.environ.get("SUZHI_TEST_KINDS"):
        (home / "packs/kinds").mkdir(parents=True, exist_ok=True)
        shutil.copy(kinds, home / "packs/kinds/own.yaml")
    postgres = EmbeddedPostgres(home, extra_settings=FAST_AND_LOOSE)
    os.environ["DATABASE_URL"] = postgres.start()
    _started.append((postgres, home))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this process started."""
    from suzhi.operations.processes.postgres import EmbeddedPostgres

    while _started:
        postgres, home = _started.pop()
        assert isinstance(postgres, EmbeddedPostgres)
        postgres.release()
        if not os.environ.get("SUZHI_TEST_HOME"):
            shutil.rmtree(home, ignore_errors=True)
