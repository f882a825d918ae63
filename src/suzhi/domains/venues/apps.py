from __future__ import annotations

from django.apps import AppConfig


class VenuesConfig(AppConfig):
    name = "suzhi.domains.venues"
    label = "venues"

    def ready(self) -> None:
        from importlib import import_module

        # Registers what hangs on other packages' pages.
        import_module(f"{self.name}.web.panels")
