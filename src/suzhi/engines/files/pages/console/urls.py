"""Addresses of evidence."""

from __future__ import annotations

from django.urls import path

from suzhi.engines.files.pages.console import views

app_name = "files"
urlpatterns = [
    path("evidence/<int:pk>/", views.download, name="download"),
]
