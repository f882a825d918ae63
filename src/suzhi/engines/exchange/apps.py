"""Finds every package's ``sheets.py``, as Django finds ``admin.py``, then closes the registry."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class ExchangeConfig(AppConfig):
    name = "suzhi.engines.exchange"
    label = "exchange"

    def ready(self) -> None:
        from suzhi.engines.exchange.sheets.declare import REGISTRY

        for app in apps.get_app_configs():
            if app.name.startswith("suzhi.") and find_spec(f"{app.name}.sheets") is not None:
                import_module(f"{app.name}.sheets")
        REGISTRY.freeze()
