"""A browser that signs in, opens a page as a shot says, and gives its points."""

from __future__ import annotations

import base64
import os
from typing import Any

import numpy
from numpy.typing import NDArray

from suzhi.workbench.demo.accounts import ACCOUNTS
from suzhi.workbench.pictures.papers import paper
from suzhi.workbench.pictures.shots import Shot

CHROMIUM = os.environ.get("SUZHI_CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "no-sandbox",
    "disable-gpu",
    "disable-background-networking",
    "no-first-run",
    "disable-component-update",
    "lang=zh-CN",
)
SETTLED = 700  # milliseconds in which charts are drawn and panels open

# The browser knows how to read its own picture; what it gives back is red, green, blue, alpha of each point.
_POINTS = """async (picture) => {
  const bytes = await (await fetch("data:image/png;base64," + picture)).blob();
  const image = await createImageBitmap(bytes);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const points = pen.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < points.length; at += 32768) text += String.fromCharCode(...points.subarray(at, at + 32768));
  return [image.width, image.height, btoa(text)];
}"""


class Camera:
    """One browser; one signed-in context for each account."""

    def __init__(self, playwright: Any, address: str, words: dict[str, str]) -> None:
        self.address = address
        self.words = words
        arguments = [f"--{flag}" for flag in FLAGS]
        self.browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        self.dark_room = self.browser.new_page()
        self.contexts: dict[str, Any] = {}

    def take(self, shot: Shot) -> NDArray[numpy.uint8] | None:
        """The points of the picture; None when the page does not answer."""
        page = self._context(shot.account).new_page()
        try:
            page.set_viewport_size({"width": shot.width, "height": shot.height})
            answer = page.goto(self.address + shot.path.format(**self.words))
            if answer is None or answer.status != 200:
                return None
            self._act(page, shot)
            page.wait_for_timeout(SETTLED)
            return self._points(page.screenshot())
        finally:
            page.close()

    def _act(self, page: Any, shot: Shot) -> None:
        if shot.follow:
            page.locator(shot.follow).first.click()
            page.wait_for_load_state("networkidle")
        if shot.upload:
            name, kind, content = paper(shot.upload, self.words["county"])
            page.set_input_files("input[type=file]", {"name": name, "mimeType": kind, "buffer": content})
            page.locator(shot.send).first.click()
            page.wait_for_load_state("networkidle")
        if shot.at:
            page.locator(shot.at).first.evaluate("element => element.scrollIntoView({block: 'start'})")

    def _context(self, account: str) -> Any:
        if account not in self.contexts:
            self.contexts[account] = self.browser.new_context(locale="zh-CN", color_scheme="light")
            if account:
                self._sign_in(self.contexts[account], account)
        return self.contexts[account]

    def _sign_in(self, context: Any, username: str) -> None:
        password = next(entry.password for entry in ACCOUNTS if entry.username == username)
        page = context.new_page()
        page.goto(f"{self.address}/accounts/login/")
        page.fill("[name=login]", username)
        page.fill("[name=password]", password)
        page.press("[name=password]", "Enter")
        page.wait_for_load_state("networkidle")
        page.close()

    def _points(self, picture: bytes) -> NDArray[numpy.uint8]:
        width, height, text = self.dark_room.evaluate(_POINTS, base64.b64encode(picture).decode())
        points = numpy.frombuffer(base64.b64decode(text), dtype=numpy.uint8)
        return points.reshape(height, width, 4)[..., :3]
