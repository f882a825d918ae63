"""Where activities are opened, and with them who took part."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suzhi.engines.access.api import Place

PLACES = [
    Place(
        "activities.activity",
        "activity",
        _("活动"),
        "activities:record",
        "activities:list",
        menu=2,
        begins=("/activities/", "/campaigns/"),
        unit="unit",
    ),
    Place("activities.participation", "participation", _("参加"), "activities:record", within="activity_id"),
]
