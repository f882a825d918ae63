"""The design system as an app: its components are declared once, at start-up."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "suzhi.ui"
    label = "ui"

    def ready(self) -> None:
        """Importing a module of components registers what it declares."""
        from suzhi.ui.components import data, figures, forms, page

        del data, figures, forms, page
