"""Front door of activities."""

from suzhi.domains.activities.models import Activity, Campaign, Participation, Partner
from suzhi.domains.activities.selectors import activities, campaigns, count_rosters, roster
from suzhi.domains.activities.selectors_campaigns import Tally, tallies
from suzhi.domains.activities.services import (
    add_participants,
    change_activity,
    delete_activity,
    record_activity,
    remove_participants,
    step_activity,
)
from suzhi.domains.activities.services_campaigns import (
    change_campaign,
    close_campaign,
    delete_campaign,
    join_campaign,
    open_campaign,
    reopen_campaign,
)
from suzhi.domains.activities.services_results import change_participant, record_results
