"""Venues as a family: what their fields do not say by themselves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suzhi.domains.venues.models import Venue
from suzhi.engines.records.api import Family, Span, Table, doubt_twin, in_order, not_future, together

VENUES = Family(
    Venue,
    code="venues",
    name=pgettext_lazy("一个", "阵地"),
    title=_("阵地"),
    sheet="阵地",
    kinds="venue",
    prefix="ZD",
    unit_word=_("处"),
    menu=3,
    time=Span("opened_on", "closed_on"),
    order="key kind name unit opened_on closed_on self_built area volumes longitude latitude",
    groups=(
        (_("何处"), "kind / unit / name"),
        (_("何时"), "opened_on closed_on"),
        (_("规模和位置"), "self_built / area volumes / longitude latitude"),
    ),
    rules=(
        in_order("opened_on", "closed_on"),
        together("longitude", "latitude", code="place"),
        not_future("opened_on"),
        doubt_twin("unit", "kind", "name", open="closed_on"),
    ),
    table=Table(
        "title kind unit opened_on span volumes state key",
        order="-opened_on -id",
        cap=100_000,
        on_unit=True,
    ),
)

FAMILIES = [VENUES]
