"""Addresses of accounts."""

from __future__ import annotations

from django.urls import path

from suzhi.engines.accounts.pages.console import views, views_own

app_name = "accounts"
urlpatterns = [
    path("me/account/", views_own.own, name="own"),
    path("me/sign-ins/<int:pk>/end/", views_own.end, name="end_sign_in"),
    path("security/accounts/", views.index, name="list"),
    path("security/accounts/new/", views.enter, name="new"),
    path("security/accounts/<int:pk>/", views.account, name="account"),
    path("security/accounts/<int:pk>/grants/", views.give, name="give"),
    path("security/accounts/<int:pk>/<str:what>/", views.act, name="act"),
    path("security/grants/<int:pk>/end/", views.take, name="take"),
]
