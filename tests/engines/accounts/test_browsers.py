"""A browser's own long name becomes two words."""

from __future__ import annotations

import pytest

from suzhi.engines.accounts.browsers import browser_name

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/150.0 Safari/537.36", "Chrome · Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/150.0 Safari/537.36 Edg/150.0", "Edge · Windows"),
        (f"Mozilla/5.0 (Linux; Android 11) {WEBKIT} Chrome/86.0 MicroMessenger/8.0", "微信 · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) Safari/604.1", "Safari · iPhone"),
        ("curl/8", "未知的浏览器"),
        ("", "未知的浏览器"),
    ],
)
def test_name(agent: str, name: str) -> None:
    assert browser_name(agent) == name
