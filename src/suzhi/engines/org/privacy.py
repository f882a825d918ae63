"""Units are public bodies; their numbers are internal until published."""

from __future__ import annotations

from suzhi.engines.org.models import Closure, Line, Unit, UnitTag, UnitYear
from suzhi.kernel.privacy import Fields

_BOOK = "with the programme's books; corrections stay in the history"

PRIVACY = {
    Unit: Fields(
        kept=_BOOK,
        public="id code name type area_code uscc founded_on closed_on successor",
        internal="created_at imported",
    ),
    Line: Fields(kept=_BOOK, public="id unit parent valid_from valid_to", internal="reason created_at"),
    Closure: Fields(kept="derived from the lines", public="id ancestor unit depth valid_from valid_to"),
    UnitYear: Fields(
        kept=_BOOK,
        public="id unit year",
        internal="ownership nature above_scale industry disease_contract_due unionised workers women migrants"
        " front_line new_workers created_at imported",
    ),
    UnitTag: Fields(kept=_BOOK, public="id unit tag valid_from valid_to", internal="created_at imported"),
}
