from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "suzhi.domains.plans"
    label = "plans"
