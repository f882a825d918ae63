"""Where people and their posts are opened."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suzhi.engines.access.api import Place

PLACES = [
    Place(
        "people.person",
        "person",
        _("职工"),
        "people:person",
        "people:list",
        "people.view",
        menu=5,
        begins=("/people/", "/posts/"),
        unit="unit",
    ),
    Place("people.post", "post", _("任职"), "people:post", "people:posts", unit="unit"),
]
