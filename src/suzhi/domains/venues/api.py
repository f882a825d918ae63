"""Front door of venues."""

from suzhi.domains.venues.families import VENUES
from suzhi.domains.venues.models import Venue
