"""Activities belong to their lead organiser; partners see them; people take their participations along.

Who sees an activity reads the names of all its organisers: a county in whose unit is a partner reads the name of the
organising unit and of the other partners in other counties. That is meant (what was done together is told together) and
goes no further: their pages, their people and their other records stay shut.
"""

from __future__ import annotations

from django.db.models import F

from suzhi.domains.activities.models import Activity, Campaign, Participation, Partner
from suzhi.engines.access.api import Policy, Reach
from suzhi.engines.people.api import sits

_SEAT = "person__memberships"

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
            Reach("person__memberships__unit", holds=lambda: sits(_SEAT), shown=True),
            Reach(
                "person__memberships__unit", holds=lambda: sits(_SEAT, F("activity__starts_on")), shown=True
            ),
        ),
        own="person__account",
        names="people.view",
    ),
]
