"""Activities belong to their lead organiser; partners see them; people take their participations along."""

from __future__ import annotations

from suzhi.domains.activities.models import Activity, Campaign, Participation, Partner
from suzhi.engines.access.api import Policy, Reach

POLICIES = [
    Policy(Campaign, unit=Reach("unit", upward=True)),
    Policy(
        Activity, unit=("unit", Reach("partners__unit", shown=True)), own="participations__person__account"
    ),
    Policy(Partner, unit=("activity__unit", Reach("unit", shown=True))),
    # A partner unit sees that the activity took place and its own people in it, not everybody's names.
    Policy(
        Participation,
        unit=(
            "activity__unit",
            Reach("person__memberships__unit", seat="person__memberships", shown=True),
            Reach(
                "person__memberships__unit", seat="person__memberships", on="activity__starts_on", shown=True
            ),
        ),
        own="person__account",
    ),
]
