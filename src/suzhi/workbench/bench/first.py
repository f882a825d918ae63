"""``suzhi bench first``: what a page weighs and when it can be used, in a browser that knows nothing yet, on a slow line.

A fresh Chromium for every page, 400 kbit/s and 100 ms as the browser itself throttles them, on the real server.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from suzhi.workbench.bench.addresses import Address, addresses
from suzhi.workbench.bench.machine import size_line
from suzhi.workbench.bench.outcome import Outcome, Row
from suzhi.workbench.bench.pages import signed_in
from suzhi.workbench.bench.serve import served

HELP = "在慢速网络（400 kbit/s）上第一次打开页面：传输多少，多久可用；需要 Chromium"
LINE = {"offline": False, "latency": 100, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
MOST_KB, MOST_SECONDS = 150.0, 3.0
# Drawn, and its script has run: a press does what it says.
READY = "(() => { const n = performance.getEntriesByType('navigation')[0]; return n.domContentLoadedEventEnd; })()"

Report = Callable[[str, int, int], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """As whom."""
    parser.add_argument("--as", dest="username", default="office", help="用哪个账号打开（默认 office）")


def measure(options: argparse.Namespace, report: Report) -> Outcome:
    """Every page once, each in a browser of its own."""
    from playwright.sync_api import sync_playwright

    outcome = Outcome("第一次打开页面", size_line())
    cookie = signed_in(options.username).cookies["sessionid"].value
    pages, _missing = addresses()
    with served() as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for number, page in enumerate(pages):
            report("第一次打开", number, len(pages))
            kilobytes, seconds = _opened(browser, page, port, cookie)
            outcome.rows.append(Row(page.name, kilobytes, "kB", MOST_KB, {"地址": page.path}))
            outcome.rows.append(Row(f"{page.name}，可用", seconds, "秒", MOST_SECONDS))
        browser.close()
    return outcome


def _opened(browser: Any, page: Address, port: int, cookie: str) -> tuple[float, float]:
    """Kilobytes over the line, and seconds until it can be used."""
    where = f"http://127.0.0.1:{port}"
    context = browser.new_context(locale="zh-CN")
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": where}])
    tab = context.new_page()
    line, sizes = context.new_cdp_session(tab), []
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    tab.goto(where + page.path, wait_until="load")
    tab.wait_for_timeout(300)
    seconds = tab.evaluate(READY) / 1000
    context.close()
    return sum(sizes) / 1000, seconds
