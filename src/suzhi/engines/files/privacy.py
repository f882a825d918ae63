"""Evidence may show anything, so its name counts as personal."""

from __future__ import annotations

from suzhi.engines.files.models import Evidence, EvidenceLink
from suzhi.kernel.privacy import Fields

_KEPT = "with the records it stands behind"

PRIVACY = {
    Evidence: Fields(kept=_KEPT, internal="id sha256 mime size unit created_at", personal="name uploaded_by"),
    EvidenceLink: Fields(kept=_KEPT, internal="id evidence subject_type subject_id note created_at"),
}
