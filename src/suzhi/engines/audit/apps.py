from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "suzhi.engines.audit"
    label = "audit"

    def ready(self) -> None:
        from suzhi.engines.audit.protection import protect
        from suzhi.engines.audit.revisions import mark_tables

        post_migrate.connect(protect, sender=self)
        post_migrate.connect(mark_tables, sender=self)
