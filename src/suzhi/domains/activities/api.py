"""Front door of activities."""

from suzhi.domains.activities.models import Activity, Campaign, Participation, Partner
from suzhi.domains.activities.selectors import activities, campaigns, count_rosters, roster
from suzhi.domains.activities.services import (
    add_participants,
    change_activity,
    change_participant,
    delete_activity,
    open_campaign,
    record_activity,
    remove_participants,
    step_activity,
)
