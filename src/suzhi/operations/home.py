"""Where an installation keeps what it stores. All under one folder, so several can live side by side."""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def suzhi_home() -> Path:
    """``SUZHI_HOME``, or ``var/`` of the checkout; the folder is made when missing."""
    given = os.environ.get("SUZHI_HOME", "").strip()
    if given:
        home = Path(given).expanduser()
    elif (CHECKOUT / "pyproject.toml").exists():
        home = CHECKOUT / "var"
    else:
        home = Path.cwd() / "var"
    home = Path(os.path.abspath(home))  # noqa: PTH100  not resolve(): a symlinked home keeps its own name
    home.mkdir(parents=True, exist_ok=True)
    return home


def home_part(name: str) -> Path:
    """A sub-folder of the home, made when missing: ``pg``, ``files``, ``keys``, ``run``."""
    part = suzhi_home() / name
    part.mkdir(parents=True, exist_ok=True)
    return part
