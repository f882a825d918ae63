"""Addresses of search."""

from __future__ import annotations

from django.urls import path

from suzhi.engines.search.pages.console import views

app_name = "search"
urlpatterns = [
    path("search/", views.index, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
]
