"""Addresses of the audit."""

from __future__ import annotations

from django.urls import path

from suzhi.engines.audit.pages.console import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.index, name="list"),
    path("audit/verify/", views.check, name="verify"),
]
