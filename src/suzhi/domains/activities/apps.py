from __future__ import annotations

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "suzhi.domains.activities"
    label = "activities"

    def ready(self) -> None:
        from suzhi.engines.kinds.api import declare_family

        declare_family("activity", ("partners", "roster", "headcount", "hours", "scoring"))
