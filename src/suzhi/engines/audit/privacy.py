"""Acts name the actor and the subject, by label and number, never by content."""

from __future__ import annotations

from suzhi.engines.audit.models import Act, Change, Note, SealedChunk
from suzhi.kernel.privacy import Fields

PRIVACY = {
    Act: Fields(
        kept="for good; the chain cannot lose a link",
        internal="id at verb subject_type subject_id unit_id detail previous digest context notes_to notes mark",
        personal="actor actor_name subject_label",
    ),
    Change: Fields(kept="until the figures have taken it in", internal="id relation keys at"),
    Note: Fields(kept="for good; acts are bound to them", internal="id relation op keys prints context"),
    SealedChunk: Fields(kept="until the next seal", internal="id relation chunk digest hashes"),
}
