"""Addresses of reports."""

from __future__ import annotations

from django.urls import path

from suzhi.domains.reports.pages.console import views, views_drafts, views_issue, views_verify

app_name = "reports"
urlpatterns = [
    path("reports/", views.index, name="list"),
    path("reports/new/", views_issue.issue, name="new"),
    path("reports/drafts/", views_drafts.index, name="drafts"),
    path("reports/drafts/<int:pk>/", views_drafts.draft, name="draft"),
    path("reports/drafts/<int:pk>/edit/", views_drafts.edit, name="draft_edit"),
    path("reports/drafts/<int:pk>/step/", views_drafts.step, name="draft_step"),
    path("reports/drafts/<int:pk>/delete/", views_drafts.delete, name="draft_delete"),
    path("reports/drafts/<int:pk>/document.docx", views_drafts.document, name="draft_document"),
    path("reports/verify/", views_verify.verify, name="verify"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/document.docx", views.document, name="document"),
    path("reports/<int:pk>/document.pdf", views.pdf, name="pdf"),
    path("reports/<int:pk>/values.xlsx", views.values, name="values"),
    path("reports/<int:pk>/verify/", views_verify.verify, name="verify_issue"),
]
