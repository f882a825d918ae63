"""Venues belong to the unit that runs them."""

from __future__ import annotations

from suzhi.domains.venues.models import Venue
from suzhi.engines.access.api import Policy

POLICIES = [Policy(Venue, unit="unit")]
