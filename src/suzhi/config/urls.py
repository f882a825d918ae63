"""Every address of the product, mounted once."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("ui/", include("suzhi.ui.urls")),
    path("", include("suzhi.faces.console.urls")),
]
