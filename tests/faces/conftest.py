"""The standing cast for the faces' tests."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def cast(db: None) -> Any:
    # Not at the top: this file is read before Django is set up.
    from cast import make_cast

    return make_cast()
