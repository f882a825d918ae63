"""Venues are public places."""

from __future__ import annotations

from suzhi.domains.venues.models import Venue
from suzhi.kernel.privacy import Fields

_BOOK = "with the programme's books; corrections stay in the history"

PRIVACY = {
    Venue: Fields(
        kept=_BOOK,
        public="id key kind name unit opened_on closed_on self_built area volumes longitude latitude",
        internal="state return_reason recorded_by imported created_at extra",
    ),
}
