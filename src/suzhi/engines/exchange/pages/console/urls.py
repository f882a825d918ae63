"""Addresses of imports, exports and templates."""

from __future__ import annotations

from django.urls import path

from suzhi.engines.exchange.pages.console import views, views_export, views_new, views_steps

app_name = "exchange"
urlpatterns = [
    path("imports/", views.index, name="list"),
    path("imports/new/", views_new.new, name="new"),
    path("imports/<int:pk>/", views.one, name="import"),
    path("imports/<int:pk>/progress/", views.progress, name="progress"),
    path("imports/<int:pk>/errors.xlsx", views.errors, name="errors"),
    path("imports/<int:pk>/confirm/", views_steps.confirm, name="confirm"),
    path("imports/<int:pk>/retry/", views_steps.retry, name="retry"),
    path("imports/<int:pk>/discard/", views_steps.discard, name="discard"),
    path("imports/<int:pk>/undo/", views_steps.undo, name="undo"),
    path("templates/<str:sheet>.xlsx", views_new.template, name="template"),
    path("exports/", views_export.choose, name="exports"),
    path("exports/<int:pk>/", views_export.one, name="export"),
    path("exports/<int:pk>/progress/", views_export.progress, name="export_progress"),
    path("exports/<int:pk>/file/", views_export.file, name="export_file"),
]
