from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "suzhi.engines.people"
    label = "people"

    def ready(self) -> None:
        from suzhi.engines.people.following import listen

        listen()
