"""A live server on the test database and a real browser; without Chromium the journeys are left out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path(os.environ.get("SUZHI_CHROMIUM", "/usr/bin/chromium"))
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all journeys."""
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}; apt-get install chromium, or set SUZHI_CHROMIUM")
    from playwright.sync_api import sync_playwright

    # The browser's driver keeps an event loop in this thread; the test's own queries run beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        # The browser's own language settles in what order its date fields are typed.
        english = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "en_US"}
        yield playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS), env=english)
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def live_server(live_server: Any) -> Any:
    """The product hands out its own style and script; Django's handler for tests must not stand before it."""
    from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin

    StaticFilesHandlerMixin._should_handle = lambda self, path: False
    return live_server


@pytest.fixture
def walk(browser: Any, live_server: Any, settings: Any, tmp_path: Path) -> Iterator[Any]:
    """Somebody at a desk, on a small city without a plan."""
    # Not at the top: these are read before Django is set up.
    from cast import make_cast
    from journeys.walking import Walk

    settings.SUZHI_HOME = tmp_path / "home"
    settings.EVIDENCE_ROOT = tmp_path / "home" / "files"
    settings.DEMO_WITHOUT_TOTP = True
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(15_000)
    walk = Walk(context.new_page(), make_cast(), tmp_path)
    yield walk
    context.close()
