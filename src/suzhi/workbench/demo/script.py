"""What the demo is made after: the city's script (city.yaml), the place pack it names, and a scale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import yaml

from suzhi import packs
from suzhi.kernel.errors import Refusal

HERE = Path(__file__).parent
PLACES = Path(packs.__file__).parent / "places"


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a world is made."""

    name: str
    units: int
    people: int
    workers: int
    activities: int
    participations: int
    townships: int
    joints: int
    systems: int
    above: float


@dataclass(frozen=True, slots=True)
class Script:
    """The script, the place and the scale, with a random stream for each part of the world."""

    words: dict[str, Any]
    place: dict[str, Any]
    scale: Scale
    seed: int

    @property
    def years(self) -> list[int]:
        return list(self.words["years"])

    def stream(self, part: str) -> np.random.Generator:
        """A stream of its own for each part, so that a change in one part leaves the others as they were."""
        return np.random.default_rng([self.seed, crc32(part.encode())])


def read_script(scale: str, seed: int) -> Script:
    """The script at one of its scales."""
    words = _city()
    if scale not in words["scales"]:
        raise Refusal("demo.scale", f"没有“{scale}”这个规模。", f"可选：{'、'.join(words['scales'])}。")
    place = yaml.safe_load((PLACES / f"{words['place']}.yaml").read_text(encoding="utf-8"))
    return Script(words, place, Scale(scale, **words["scales"][scale]), seed)


@cache
def _city() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((HERE / "city.yaml").read_text(encoding="utf-8"))
    return loaded


def scale_names() -> list[str]:
    """The scales of the script, smallest first."""
    return list(_city()["scales"])
