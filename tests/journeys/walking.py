"""What a person at a desk does, and what is looked at on every page that they come by."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from cast import PASSWORD, Cast

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# Wider than the window, though nothing in it scrolls by itself.
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Walk:
    """One person, one window."""

    page: Page
    cast: Cast
    folder: Path
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("console", lambda said: self._heard(said.type, said.text))

    def _heard(self, kind: str, text: str) -> None:
        # A refusal answers 409; the browser writes that down as an error of its own.
        if kind == "error" and "status of 409" not in text:
            self.faults.append(f"{self.page.url}: {text}")

    def sign_in(self, role: str = "city_office", at: str = "C") -> None:
        """By name and password, as a demo account that needs no second factor."""
        account = self.cast.account(role, at)
        account.set_password(PASSWORD)
        account.must_change_password = False
        account.save()
        self.page.goto("/accounts/login/")
        self.page.fill("[name=login]", account.username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url("**/")

    def look(self, name: str) -> None:
        """axe finds nothing, and at phone width nothing stands out to the right."""
        for one in Axe().run(self.page).response["violations"]:
            places = [" ".join(map(str, node["target"])) for node in one["nodes"][:3]]
            self.faults.append(f"{name}: {one['id']}: {one['help']}: {places}")
        self.page.set_viewport_size(PHONE)
        self.page.wait_for_timeout(200)
        if (wider := self.page.evaluate(OVERFLOW)) > 0:
            self.faults.append(f"{name}: {wider} px too wide for a phone")
        self.page.set_viewport_size(DESK)

    def press(self, label: str) -> None:
        """A button or a link that is a button."""
        self.page.locator("a.button, button.button", has_text=label).first.click()

    def download(self, label: str) -> Path:
        """What the button gives."""
        with self.page.expect_download() as download:
            self.press(label)
        path = self.folder / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def tab_to(self, selector: str) -> None:
        """Only the Tab key, as somebody without a mouse; the focus must be seen where it is."""
        for _press in range(120):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
                return
        raise AssertionError(f"{selector} cannot be reached by Tab")
