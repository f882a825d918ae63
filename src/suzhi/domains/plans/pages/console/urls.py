"""Addresses of plans and their figures."""

from __future__ import annotations

from django.urls import path

from suzhi.domains.plans.pages.console import (
    board,
    division,
    drafts,
    drafts_parts,
    duties,
    figure,
    living,
    records,
    settings,
    versions,
)

app_name = "plans"
_FIGURE = "plans/<slug:code>/figures/<slug:indicator>/"
urlpatterns = [
    path("plans/drafts/", drafts.drafts, name="drafts"),
    path("plans/drafts/<int:pk>/", drafts.draft, name="draft"),
    path("plans/drafts/<int:pk>/facts/", drafts_parts.facts, name="draft_facts"),
    path("plans/drafts/<int:pk>/questions/", drafts_parts.questions, name="draft_questions"),
    path("plans/drafts/<int:pk>/items/<int:number>/", drafts_parts.item, name="draft_item"),
    path("plans/drafts/<int:pk>/load/", drafts.load, name="draft_load"),
    path("plans/drafts/<int:pk>/delete/", drafts.delete, name="draft_delete"),
    path("plans/<slug:code>/", living.living_plan, name="plan"),
    path("plans/<slug:code>/settings/", settings.settings, name="settings"),
    path("plans/<slug:code>/settings/<int:pk>/", settings.preview, name="preview"),
    path("plans/<slug:code>/settings/<int:pk>/apply/", settings.apply, name="apply"),
    path("plans/<slug:code>/duties/", duties.duties, name="duties"),
    path("plans/<slug:code>/duties/<int:pk>/", duties.duty, name="duty"),
    path("plans/<slug:code>/versions/", versions.versions, name="versions"),
    path(_FIGURE, figure.figure, name="figure"),
    path(f"{_FIGURE}records/", records.records, name="records"),
    path(f"{_FIGURE}records/<int:pk>/", records.member, name="member"),
    path(f"{_FIGURE}targets/", division.targets, name="targets"),
    path("units/<str:unit>/figures/", board.board, name="board"),
]
