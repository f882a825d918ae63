"""Nobody's uploads are touched: every test has a folder of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.SUZHI_HOME = tmp_path / "home"
    settings.DEMO_WITHOUT_TOTP = True
