"""Front door of activities."""

from suzhi.domains.activities.models import Activity, Campaign, Participation, Partner
