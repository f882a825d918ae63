from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MetricsConfig(AppConfig):
    name = "suzhi.engines.metrics"
    label = "metrics"

    def ready(self) -> None:
        from suzhi.engines.metrics.registry import make_views

        post_migrate.connect(make_views, sender=self)
