"""Venues can be found by key and by any part of their name."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from suzhi.domains.venues.models import Venue
from suzhi.domains.venues.pages.console.listing import find
from suzhi.domains.venues.selectors import venues
from suzhi.engines.access.api import Actor
from suzhi.engines.search.api import Finder, Hit
from suzhi.ui.api import day


def _hits(rows: Sequence[Venue], actor: Actor) -> list[Hit]:
    return [
        Hit(row.name, f"{row.unit.name} {day(row.opened_on)}", reverse("venues:record", args=[row.pk]))
        for row in rows
    ]


FINDERS = [
    Finder(
        "venue",
        _("阵地"),
        "records.view",
        lambda actor, text: find(venues(actor), text, actor).order_by("-opened_on", "-id"),
        _hits,
        lambda text: f"{reverse('venues:list')}?{urlencode({'q': text})}",
    )
]
