"""Addresses of the console: those of every package with pages (``<package>/pages/console/urls.py``), found by name."""

from __future__ import annotations

from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from suzhi.faces.console import views

# Mounted elsewhere, or mounting others.
APART = {"suzhi.ui", "suzhi.faces.console"}


def packages_with_pages() -> list[str]:
    """The modules of addresses, in the order of the installed apps."""
    names = [
        app.name for app in apps.get_app_configs() if app.name.startswith("suzhi.") and app.name not in APART
    ]
    with_pages = [name for name in names if find_spec(f"{name}.pages") and find_spec(f"{name}.pages.console")]
    return [f"{name}.pages.console.urls" for name in with_pages if find_spec(f"{name}.pages.console.urls")]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("plan/", views.plan, name="plan"),
    path("waiting/", views.waiting, name="waiting"),
    path("switch/", views.switch_unit, name="switch"),
    *(path("", include(name)) for name in packages_with_pages()),
]
