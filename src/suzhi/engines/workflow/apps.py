from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WorkflowConfig(AppConfig):
    name = "suzhi.engines.workflow"
    label = "workflow"

    def ready(self) -> None:
        from suzhi.engines.workflow.standing import sync_standings

        post_migrate.connect(sync_standings, sender=self)
