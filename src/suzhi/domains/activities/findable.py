"""Activities and campaigns can be found by key and by any part of their name."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from suzhi.domains.activities.models import Activity, Campaign
from suzhi.domains.activities.pages.console import campaigns as shown
from suzhi.domains.activities.pages.console.listing import find
from suzhi.domains.activities.selectors import activities, campaigns
from suzhi.engines.access.api import Actor
from suzhi.engines.search.api import Finder, Hit
from suzhi.ui.api import day


def _hits(rows: Sequence[Activity], actor: Actor) -> list[Hit]:
    return [
        Hit(row.name, f"{row.unit.name} {day(row.starts_on)}", reverse("activities:record", args=[row.pk]))
        for row in rows
    ]


def _campaign_hits(rows: Sequence[Campaign], actor: Actor) -> list[Hit]:
    return [Hit(row.name, row.unit.name, reverse("activities:campaign", args=[row.pk])) for row in rows]


FINDERS = [
    Finder(
        "activity",
        _("活动"),
        "records.view",
        lambda actor, text: find(activities(actor), text, actor).order_by("-starts_on", "-id"),
        _hits,
        lambda text: f"{reverse('activities:list')}?{urlencode({'q': text})}",
    ),
    Finder(
        "campaign",
        _("主题活动"),
        "records.view",
        lambda actor, text: shown.find(campaigns(actor), text, actor),
        _campaign_hits,
        lambda text: f"{reverse('activities:campaigns')}?{urlencode({'q': text})}",
    ),
]
