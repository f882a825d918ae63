"""The installation's secrets: made once, private, overridden by the environment."""

from __future__ import annotations

import stat
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from suzhi.operations import keys


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUZHI_HOME", str(tmp_path))
    monkeypatch.delenv("SUZHI_SECRET_KEY", raising=False)
    return tmp_path


def test_made_once_and_readable_by_the_owner_only(home: Path) -> None:
    first = keys.secret_key()
    assert len(first) >= 50
    assert keys.secret_key() == first
    assert stat.S_IMODE((home / "keys" / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "keys").stat().st_mode) == 0o700


def test_first_starts_at_once_agree(home: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        seen = {future.result() for future in [pool.submit(keys.field_key) for _ in range(12)]}
    assert len(seen) == 1


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUZHI_SECRET_KEY", "given")
    assert keys.secret_key() == "given"
