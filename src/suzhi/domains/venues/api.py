"""Front door of venues."""

from suzhi.domains.venues.models import Venue
