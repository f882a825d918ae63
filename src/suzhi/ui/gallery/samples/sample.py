"""A component in one state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sample:
    """Component, the state's name, and the props that bring it about."""

    component: str
    title: str
    props: Mapping[str, Any]
    wide: bool = False
