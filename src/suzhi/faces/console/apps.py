from __future__ import annotations

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "suzhi.faces.console"
    label = "console"
