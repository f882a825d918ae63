"""Addresses of venues."""

from __future__ import annotations

from django.urls import path

from suzhi.domains.venues.pages.console import views, views_entry

app_name = "venues"
urlpatterns = [
    path("venues/", views.index, name="list"),
    path("venues/new/", views_entry.enter, name="new"),
    path("venues/bulk/", views.bulk, name="bulk"),
    path("venues/<int:pk>/", views.record, name="record"),
    path("venues/<int:pk>/edit/", views_entry.edit, name="edit"),
    path("venues/<int:pk>/close/", views_entry.close, name="close"),
    path("venues/<int:pk>/step/", views.step, name="step"),
    path("venues/<int:pk>/delete/", views.delete, name="delete"),
]
