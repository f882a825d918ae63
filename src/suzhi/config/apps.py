from __future__ import annotations

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "suzhi.config"
    label = "wiring"
