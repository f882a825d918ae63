"""A small city with a plan, in a home of the test's own. Committed: another connection computes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def city(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Any]:
    # Not at the top: this file is read before Django is set up.
    from domains.reports.city import make_city

    settings.EVIDENCE_ROOT = tmp_path / "files"
    yield make_city()
