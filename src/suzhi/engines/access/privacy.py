"""Grants: who holds which role where; keys of forms that were sent."""

from __future__ import annotations

from suzhi.engines.access.models import Grant, Submission
from suzhi.kernel.privacy import Fields

PRIVACY = {
    Grant: Fields(
        kept="with the audit",
        internal="id role unit valid_from valid_to created_at",
        personal="account",
    ),
    Submission: Fields(
        kept="a week",
        internal="id account key body result at",
    ),
}
