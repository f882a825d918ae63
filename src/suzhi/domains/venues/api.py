"""Front door of venues."""

from suzhi.domains.venues.models import Venue
from suzhi.domains.venues.selectors import venues
from suzhi.domains.venues.services import change_venue, close_venue, delete_venue, record_venue, step_venue
