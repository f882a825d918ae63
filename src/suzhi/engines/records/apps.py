from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "suzhi.engines.records"
    label = "records"

    def ready(self) -> None:
        from suzhi.engines.records.families import all_families

        all_families()
        post_migrate.connect(_sequences, sender=self)


def _sequences(using: str = "default", **more: Any) -> None:
    """The numbers of keys that the system gives, one sequence a package."""
    from suzhi.engines.records.families import all_families

    labels = {family.model._meta.app_label for family in all_families().values() if family.prefix}
    with connections[using].cursor() as cursor:
        for label in sorted(labels):
            cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS {label}_key_seq")
