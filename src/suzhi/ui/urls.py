"""Addresses of the design system."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.i18n import set_language

from suzhi.ui.gallery import views

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("gallery", views.gallery, name="gallery"),
    path("gallery/<slug:layout>", views.layout, name="gallery-layout"),
    path("language", set_language, name="language"),
]
