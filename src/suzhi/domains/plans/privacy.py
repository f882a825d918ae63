"""A plan is a published document; drafts are not."""

from __future__ import annotations

from suzhi.domains.plans.models import Allocation, Clause, Draft, Duty, Indicator, Plan
from suzhi.kernel.privacy import Fields

_PLAN = "with the plan"

PRIVACY = {
    Plan: Fields(
        kept=_PLAN,
        public="id code version title number issuer issued_on start_year end_year parent root catalogue pack"
        " digest current document",
        internal="created_at",
        personal="loaded_by",
    ),
    Clause: Fields(kept=_PLAN, public="id plan ref number level position title summary text"),
    Indicator: Fields(
        kept=_PLAN,
        public="id plan definition code name clauses position unit level target most comparison due each_year"
        " commitment department",
    ),
    Allocation: Fields(kept=_PLAN, internal="id indicator unit year value rule created_at"),
    Duty: Fields(kept=_PLAN, public="id plan clause title owner due done_on", internal="note"),
    Draft: Fields(
        kept="until it becomes a plan or is thrown away",
        internal="id name text reading decisions created_at plan",
        personal="created_by",
    ),
}
