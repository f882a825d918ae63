"""The gallery in a real browser: axe finds nothing, nothing overflows, the policy is kept, keys suffice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "no-sandbox",
    "disable-gpu",
    "disable-background-networking",
    "no-first-run",
    "disable-component-update",
)
PAGES = ("gallery", "gallery/document", "gallery/record", "gallery/503")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here")]


class Quiet(WSGIRequestHandler):
    def log_message(self, *parts: object) -> None:
        """Says nothing."""


@pytest.fixture
def site(settings: object) -> Iterator[str]:
    """The gallery served without a database, as pages of the design system must be."""
    settings.DEBUG = True  # type: ignore[attr-defined]
    engine = dict(settings.TEMPLATES[0])  # type: ignore[attr-defined]
    engine["OPTIONS"] = {"context_processors": ["django.template.context_processors.request"]}
    settings.TEMPLATES = [engine]  # type: ignore[attr-defined]
    server = make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/ui"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = [f"--{flag}" for flag in FLAGS]
        yield playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)


def opened(browser: Browser, address: str, theme: str = "light", width: int = 1280) -> tuple[Page, list[str]]:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=theme,
        locale="zh-CN",  # type: ignore[arg-type]
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    return page, faults


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_to_fault(site: str, browser: Browser, theme: str, width: int) -> None:
    for name in PAGES:
        page, faults = opened(browser, f"{site}/{name}", theme, width)
        found = [violation["id"] for violation in Axe().run(page).response["violations"]]
        assert (name, found) == (name, [])
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
        assert faults == []
        page.context.close()


def test_keys_reach_a_refusal_and_a_dialog(site: str, browser: Browser) -> None:
    page, _ = opened(browser, f"{site}/gallery")
    page.locator("#component-button [aria-disabled]").focus()
    assert page.locator("#component-button .refused-why").is_visible()
    page.locator("[data-dialog=sample-dialog]").press("Enter")
    assert page.locator("#sample-dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#sample-dialog").is_visible()


def test_the_theme_is_kept_for_the_next_page(site: str, browser: Browser) -> None:
    page, _ = opened(browser, f"{site}/gallery")
    paper = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    page.locator(".top-account > summary").press("Enter")
    page.locator("[data-choice=theme] button[value=dark]").press("Enter")
    after = page.evaluate(paper)
    assert after != before
    page.goto(f"{site}/gallery/document")
    assert page.evaluate(paper) == after


def test_a_short_table_sorts_in_place_with_gaps_last(site: str, browser: Browser) -> None:
    page, _ = opened(browser, f"{site}/gallery")
    head = page.locator("table[data-sortable] th button").nth(1)
    column = (
        "[...document.querySelectorAll('table[data-sortable] tbody tr')].map(r => r.cells[1].textContent)"
    )
    head.press("Enter")
    assert page.evaluate(column) == ["2", "5", "11", "31", "–"]
    head.press("Enter")
    assert page.evaluate(column) == ["31", "11", "5", "2", "–"]


def test_rows_read_as_paragraphs_on_a_phone(site: str, browser: Browser) -> None:
    """Each row takes a line or two of its own; box and link both take the finger; numbers keep their name."""
    page, _ = opened(browser, f"{site}/gallery", width=360)
    row = page.locator("table.stacked tbody tr").first
    assert row.evaluate("row => getComputedStyle(row).display") == "block"
    row.locator("input[type=checkbox]").check(timeout=2000)
    row.locator("a").first.click(trial=True, timeout=2000)
    named = row.locator("td[data-label]").first
    assert named.evaluate("cell => getComputedStyle(cell, '::before').content").strip('"').strip() != ""
