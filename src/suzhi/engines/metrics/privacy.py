"""Figures are counts; the list of who is counted is personal."""

from __future__ import annotations

from suzhi.engines.metrics.models import (
    Catalogue,
    Definition,
    Issue,
    IssuedValue,
    Member,
    Preview,
    Value,
    ValueSeal,
)
from suzhi.kernel.privacy import Fields

_DERIVED = "derived; computed anew when records change"
_ISSUED = "for good: issued figures are never changed"

PRIVACY = {
    Catalogue: Fields(
        kept="with the plan",
        public="id code version root first_year last_year settings",
        internal="active computed_at created_at",
    ),
    Definition: Fields(
        kept="with the plan", public="id catalogue code position spec digest awaits", internal="queries basis"
    ),
    Value: Fields(
        kept=_DERIVED,
        internal="id definition unit year numerator denominator least total visits people parts checksum",
    ),
    ValueSeal: Fields(kept=_DERIVED, internal="id definition digest"),
    Member: Fields(kept=_DERIVED, internal="id definition year unit_id met", personal="entity_id"),
    Preview: Fields(kept="a day", internal="id catalogue settings answer created_at"),
    Issue: Fields(
        kept=_ISSUED,
        public="id catalogue unit year title cutoff settings manifest issued_at",
        personal="issued_by",
    ),
    IssuedValue: Fields(kept=_ISSUED, public="id issue key code unit year body digest"),
}
