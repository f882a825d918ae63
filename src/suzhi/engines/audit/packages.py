"""What packages add to the verification: ``integrity.py`` with ``check() -> Iterable[Problem]``.

With ``LABEL`` and ``sealed() -> dict[str, str]`` a package also gives small digests to every seal.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps


def integrity_modules() -> list[ModuleType]:
    """In the order of the installed packages."""
    return [
        import_module(f"{app.name}.integrity")
        for app in apps.get_app_configs()
        if app.name.startswith("suzhi.") and find_spec(f"{app.name}.integrity") is not None
    ]
