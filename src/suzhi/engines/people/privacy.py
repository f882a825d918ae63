"""People: everything about a person is personal; the two numbers are sealed."""

from __future__ import annotations

from suzhi.engines.people.models import Membership, Person, Post
from suzhi.kernel.privacy import Fields

_WORK = "while the person belongs to a unit, then with the records that name them; erased on request"

PRIVACY = {
    Person: Fields(
        kept=_WORK,
        internal="id created_at imported",
        personal="key name sex migrant front_line born_on",
        sealed="phone_sealed phone_hash id_sealed id_hash",
    ),
    Membership: Fields(
        kept=_WORK,
        internal="id created_at",
        personal="person unit joined_on left_on seat_from seat_to",
    ),
    Post: Fields(
        kept=_WORK,
        internal="id state process rank return_reason recorded_by imported created_at",
        personal="person kind unit valid_from valid_to education degree major",
    ),
}
