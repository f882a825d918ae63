from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "suzhi.engines.records"
    label = "records"

    def ready(self) -> None:
        from suzhi.engines.records.families import all_families

        all_families()
