from __future__ import annotations

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "suzhi.engines.workflow"
    label = "workflow"

    def ready(self) -> None:
        from importlib import import_module

        # Registers what hangs on every record's page.
        import_module("suzhi.engines.workflow.web.panels")
