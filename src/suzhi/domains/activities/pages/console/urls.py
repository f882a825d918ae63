"""Addresses of activities."""

from __future__ import annotations

from django.urls import path

from suzhi.domains.activities.pages.console import (
    views,
    views_campaigns,
    views_entry,
    views_gather,
    views_people,
    views_results,
)

app_name = "activities"
urlpatterns = [
    path("activities/", views.index, name="list"),
    path("activities/new/", views_entry.enter, name="new"),
    path("activities/roster/", views_people.check_roster, name="roster"),
    path("activities/roster/pick/", views_people.pick_people, name="pick_people"),
    path("activities/bulk/", views.bulk, name="bulk"),
    path("activities/gather/", views_gather.gather, name="gather"),
    path("activities/<int:pk>/", views.record, name="record"),
    path("activities/<int:pk>/edit/", views_entry.edit, name="edit"),
    path("activities/<int:pk>/step/", views.step, name="step"),
    path("activities/<int:pk>/delete/", views.delete, name="delete"),
    path("activities/<int:pk>/people/", views_people.add, name="people"),
    path("activities/<int:pk>/people/<int:person>/", views_results.participant, name="participant"),
    path("activities/<int:pk>/results/", views_results.results, name="results"),
    path("activities/<int:pk>/people/remove/", views_people.remove, name="people_remove"),
    path("campaigns/", views_campaigns.index, name="campaigns"),
    path("campaigns/new/", views_campaigns.enter, name="campaign_new"),
    path("campaigns/<int:pk>/", views_campaigns.campaign_page, name="campaign"),
    path("campaigns/<int:pk>/edit/", views_campaigns.edit, name="campaign_edit"),
    path("campaigns/<int:pk>/close/", views_campaigns.close, name="campaign_close"),
    path("campaigns/<int:pk>/delete/", views_campaigns.delete, name="campaign_delete"),
]
