"""Contrast of the palette, computed: text at 4.5 to 1 and marks and borders at 3 to 1, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import suzhi

CSS = Path(suzhi.__file__).parent / "ui" / "static" / "suzhi" / "css"
GROUNDS = ("paper", "sheet", "sunk")
TEXTS = ("ink", "ink-2", "act", "met", "pace", "behind", "missed", "open", "none", "fault")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    ("on-act", "act"),
    ("on-act", "act-hover"),
    ("ink", "act-wash"),
    ("act-hover", "act-wash"),
    ("act", "act-wash"),
    ("ink", "fault-wash"),
    ("act", "fault-wash"),
    ("fault", "fault-wash"),
    ("ink", "warn-wash"),
    ("behind", "warn-wash"),
    ("ink", "done-wash"),
    ("met", "done-wash"),
    ("paper", "ink"),
]
MARKS = [(f"chart-{n}", ground) for n in range(1, 6) for ground in GROUNDS] + [
    ("line-strong", "sheet"),
    ("line-strong", "paper"),
]


def palette(theme: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", (CSS / f"{theme}.css").read_text()))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_reckoning_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_dark_gives_every_colour_anew() -> None:
    assert palette("dark").keys() == palette("tokens").keys()


@pytest.mark.parametrize("theme", ["tokens", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable(theme: str, text: str, ground: str) -> None:
    colours = palette(theme)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["tokens", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_are_visible(theme: str, mark: str, ground: str) -> None:
    colours = palette(theme)
    assert contrast(colours[mark], colours[ground]) >= 3
