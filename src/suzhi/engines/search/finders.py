"""What the search page looks through. A package says it in ``findable.py`` as ``FINDERS = [Finder(...), ...]``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from suzhi.engines.access.api import Actor


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its name, a line that tells it from others, and where it opens."""

    title: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class Finder:
    """One sort of things that can be found.

    find: the rows in the actor's scope that match the text, best first. hits: rows to hits, in a fixed number
    of queries. more_href: the list page that shows all of them.
    """

    code: str
    label: Any
    permission: str
    find: Callable[[Actor, str], QuerySet[Any]]
    hits: Callable[[Sequence[Any], Actor], list[Hit]]
    more_href: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The first hits of one sort, and whether there are more."""

    finder: Finder
    hits: list[Hit]
    more: bool
    more_href: str


@cache
def all_finders() -> tuple[Finder, ...]:
    """Every finder that a package declares."""
    found: list[Finder] = []
    for app in apps.get_app_configs():
        if app.name.startswith("suzhi.") and find_spec(f"{app.name}.findable") is not None:
            found.extend(import_module(f"{app.name}.findable").FINDERS)
    return tuple(found)


def search(actor: Actor, text: str, each: int) -> list[Found]:
    """The first few of every sort that the actor may see."""
    text = text.strip()
    if not text:
        return []
    results = []
    for finder in all_finders():
        if not actor.has(finder.permission):
            continue
        rows = list(finder.find(actor, text)[: each + 1])
        if rows:
            href = finder.more_href(text) if finder.more_href else ""
            results.append(Found(finder, finder.hits(rows[:each], actor), len(rows) > each, href))
    return results
