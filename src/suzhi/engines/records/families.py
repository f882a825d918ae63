"""Every family, found in each package's ``families.py`` as ``FAMILIES = [...]``."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from suzhi.engines.records.family import Family


@cache
def all_families() -> dict[str, Family]:
    """By code, in the order of the installed packages."""
    found: dict[str, Family] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("suzhi") and app.label != "records" and find_spec(f"{app.name}.families"):
            for family in import_module(f"{app.name}.families").FAMILIES:
                if family.code in found:
                    raise ValueError(f"two families are called {family.code}")
                found[family.code] = family
    return found


def family_of(model: object) -> Family | None:
    """The family of a model or a row, if it is one's."""
    found = getattr(model, "family", None)
    return found if isinstance(found, Family) else None
