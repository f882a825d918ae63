"""Addresses of what every record has: its evidence."""

from __future__ import annotations

from django.urls import path

from suzhi.engines.workflow.pages.console import views

app_name = "workflow"
urlpatterns = [
    path("records/<str:label>/<int:pk>/evidence/", views.add, name="evidence_add"),
    path(
        "records/<str:label>/<int:pk>/evidence/<int:evidence>/remove/", views.remove, name="evidence_remove"
    ),
]
