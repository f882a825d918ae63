from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "suzhi.engines.people"
    label = "people"

    def ready(self) -> None:
        from suzhi.engines.kinds.api import declare_family
        from suzhi.engines.people.following import listen

        declare_family("post")
        listen()
