"""Grants: who holds which role where."""

from __future__ import annotations

from suzhi.engines.access.models import Grant
from suzhi.kernel.privacy import Fields

PRIVACY = {
    Grant: Fields(
        kept="with the audit",
        internal="id role unit valid_from valid_to created_at",
        personal="account",
    ),
}
