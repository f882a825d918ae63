"""Templates keep the content security policy, by their text, and stay small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import suzhi

ROOT = Path(suzhi.__file__).parent
TEMPLATES = sorted(ROOT.rglob("templates/**/*.html"))
SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)", re.I)
STYLE = re.compile(r"<style|\sstyle\s*=", re.I)
HANDLER = re.compile(r"\son[a-z]+\s*=\s*[\"']|javascript:|hx-on", re.I)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_inline_script_style_or_handler(path: Path) -> None:
    text = path.read_text()
    for pattern in (SCRIPT, STYLE, HANDLER):
        assert not pattern.search(text), pattern.search(text)


@pytest.mark.parametrize("text", ["<script>x</script>", "<p style='x'>", "<a onclick='x'>", "<style>"])
def test_the_scan_would_find_them(text: str) -> None:
    assert any(pattern.search(text) for pattern in (SCRIPT, STYLE, HANDLER))


def test_templates_are_small() -> None:
    lengths = sorted(len(path.read_text().splitlines()) for path in TEMPLATES)
    assert lengths[int(len(lengths) * 0.9)] <= 60


def test_scripts_use_nothing_that_the_policy_forbids() -> None:
    for path in (ROOT / "ui" / "static").rglob("*.js"):
        text = path.read_text()
        assert not re.search(r"\beval\(|new Function|innerHTML|setAttribute\(.style", text), path.name
