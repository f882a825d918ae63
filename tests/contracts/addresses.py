"""Every address of the product, with its view and what the gate makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from suzhi.engines.access.api import PageRule
from suzhi.faces.shell.gate import rule_for


@dataclass(frozen=True)
class Address:
    """A named pattern."""

    name: str
    view: Any
    arguments: tuple[str, ...]

    @property
    def rule(self) -> PageRule | None:
        return rule_for(self.view, self.name)

    @property
    def ours(self) -> bool:
        return getattr(self.view, "__module__", "").startswith("suzhi.")


def all_addresses() -> list[Address]:
    """Walk the whole URLconf."""
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda address: address.name)


def _walk(patterns: list[Any], prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            name = f"{prefix}{pattern.name}" if pattern.name else f"{prefix}?{pattern.pattern}"
            yield Address(name, pattern.callback, tuple(pattern.pattern.regex.groupindex))
