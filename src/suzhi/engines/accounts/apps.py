from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "suzhi.engines.accounts"
    label = "accounts"

    def ready(self) -> None:
        from suzhi.engines.accounts import checks, sessions, signals  # noqa: F401
