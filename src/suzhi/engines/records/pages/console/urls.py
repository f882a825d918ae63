"""Addresses of every family, under its code; a page that its package writes by hand wins by its name.

By hand means a function of that name in ``<package>/pages/console/<code>.py``, which takes ``family`` as these do.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from suzhi.engines.records.families import all_families
from suzhi.engines.records.family import Family, Span
from suzhi.engines.records.pages.console import views, views_entry

_PAGES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("", "list", views.index),
    ("new/", "new", views_entry.enter),
    ("bulk/", "bulk", views.bulk),
    ("<int:pk>/", "record", views.record),
    ("<int:pk>.json", "machine", views.machine),
    ("<int:pk>/edit/", "edit", views_entry.edit),
    ("<int:pk>/close/", "close", views_entry.close),
    ("<int:pk>/step/", "step", views.step),
    ("<int:pk>/delete/", "delete", views.delete),
)


def addresses_of(family: Family) -> list[URLPattern]:
    """The addresses of one family."""
    own = _by_hand(family)
    pages = [one for one in _PAGES if one[1] != "close" or isinstance(family.time, Span)]
    return [
        path(route, getattr(own, view.__name__, view), {"family": family}, name=name)
        for route, name, view in pages
    ]


def _by_hand(family: Family) -> Any:
    app = apps.get_containing_app_config(family.model.__module__)
    name = f"{app.name}.pages.console.{family.code}" if app else ""
    there = app and find_spec(f"{app.name}.pages") and find_spec(f"{app.name}.pages.console")
    return import_module(name) if there and find_spec(name) else None


urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{family.code}/", include((addresses_of(family), family.code)))
    for family in all_families().values()
]
