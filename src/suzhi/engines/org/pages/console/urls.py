"""Addresses of units."""

from __future__ import annotations

from django.urls import path

from suzhi.engines.org.pages.console import views, views_events, views_facts

app_name = "org"
urlpatterns = [
    path("units/", views.index, name="list"),
    path("units/tree/", views.tree, name="tree"),
    path("units/pick/", views.pick, name="pick"),
    path("units/<int:pk>/", views.unit_page, name="unit"),
    path("units/<int:pk>/new/", views_events.create, name="new"),
    path("units/<int:pk>/edit/", views_events.edit, name="edit"),
    path("units/<int:pk>/move/", views_events.move, name="move"),
    path("units/<int:pk>/merge/", views_events.merge, name="merge"),
    path("units/<int:pk>/split/", views_events.split, name="split"),
    path("units/<int:pk>/close/", views_events.close, name="close"),
    path("units/<int:pk>/year/", views_facts.year, name="year"),
    path("units/<int:pk>/tag/", views_facts.tag, name="tag"),
    path("units/<int:pk>/tag/<int:mark>/end/", views_facts.untag, name="untag"),
]
