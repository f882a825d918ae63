"""The design system as an app: its components are declared once, at start-up."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "suzhi.ui"
    label = "ui"

    def ready(self) -> None:
        """Importing a module of components registers what it declares; forms get the words of the house."""
        from suzhi.ui import faults
        from suzhi.ui.components import data, figures, forms, page

        faults.speak()

        del data, figures, forms, page
