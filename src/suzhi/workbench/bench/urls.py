"""The product's addresses and the bare page that they are measured against."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from suzhi.engines.access.api import page


@page(signed_in=True)
def bare(request: HttpRequest) -> HttpResponse:
    """Session, account and every middleware, and nothing else."""
    return HttpResponse(f"<!doctype html><title>{request.user}</title>")


urlpatterns = [path("bench/bare/", bare, name="bench-bare"), path("", include("suzhi.config.urls"))]
