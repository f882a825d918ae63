"""What the tree tells to those that hang things on units, without knowing them."""

from __future__ import annotations

from django.dispatch import Signal

# merged(unit, into, on, reason): people and others move what is current to the successor.
merged = Signal()
# closing(unit, on): a receiver raises Refusal when something current still hangs on the unit.
closing = Signal()
