"""What happened is public within the union; who took part is personal."""

from __future__ import annotations

from suzhi.domains.activities.models import Activity, Campaign, Participation, Partner
from suzhi.kernel.privacy import Fields

_BOOK = "with the programme's books; corrections stay in the history"

PRIVACY = {
    Campaign: Fields(
        kept=_BOOK, public="id code name unit summary starts_on ends_on closed_on", internal="created_at"
    ),
    Activity: Fields(
        kept=_BOOK,
        public="id key kind name unit starts_on ends_on place theme headcount hours campaign",
        internal="state process rank return_reason recorded_by imported created_at extra",
    ),
    Partner: Fields(kept=_BOOK, public="id activity unit"),
    Participation: Fields(
        kept=_BOOK,
        internal="id imported created_at",
        personal="activity person role hours score result",
    ),
}
