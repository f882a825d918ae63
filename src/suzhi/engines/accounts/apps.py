from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "suzhi.engines.accounts"
    label = "accounts"
