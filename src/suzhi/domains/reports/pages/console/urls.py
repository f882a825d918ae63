"""Addresses of reports."""

from __future__ import annotations

from django.urls import path

from suzhi.domains.reports.pages.console import views, views_issue, views_verify

app_name = "reports"
urlpatterns = [
    path("reports/", views.index, name="list"),
    path("reports/new/", views_issue.issue, name="new"),
    path("reports/verify/", views_verify.verify, name="verify"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/document.docx", views.document, name="document"),
    path("reports/<int:pk>/values.xlsx", views.values, name="values"),
    path("reports/<int:pk>/verify/", views_verify.verify, name="verify_issue"),
]
