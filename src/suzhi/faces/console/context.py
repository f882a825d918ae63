"""What the page shell needs on every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Names for the header; filled by the console."""
    return {}
