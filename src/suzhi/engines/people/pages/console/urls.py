"""Addresses of people and posts."""

from __future__ import annotations

from django.urls import path

from suzhi.engines.people.pages.console import views, views_entry, views_posts, views_reveal

app_name = "people"
urlpatterns = [
    path("people/", views.index, name="list"),
    path("people/new/", views_entry.enter, name="new"),
    path("people/<int:pk>/", views.person_page, name="person"),
    path("people/<int:pk>/edit/", views_entry.edit, name="edit"),
    path("people/<int:pk>/transfer/", views_entry.transfer, name="transfer"),
    path("people/<int:pk>/leave/", views_entry.leave, name="leave"),
    path("people/<int:pk>/reveal/", views_reveal.reveal_number, name="reveal"),
    path("people/<int:pk>/posts/new/", views_posts.enter, name="post_new"),
    path("posts/", views_posts.index, name="posts"),
    path("posts/bulk/", views_posts.bulk, name="posts_bulk"),
    path("posts/<int:pk>/", views_posts.record, name="post"),
    path("posts/<int:pk>/step/", views_posts.step, name="post_step"),
    path("posts/<int:pk>/end/", views_posts.end, name="post_end"),
]
