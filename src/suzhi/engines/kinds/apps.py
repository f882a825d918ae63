from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KindsConfig(AppConfig):
    name = "suzhi.engines.kinds"
    label = "kinds"

    def ready(self) -> None:
        from suzhi.engines.kinds.sync import sync_kinds

        post_migrate.connect(sync_kinds, sender=self)
