"""Imports: what a workbook brought and what was there before, personal like the rows themselves."""

from __future__ import annotations

from suzhi.engines.exchange.models import Added, Before, Import, Job
from suzhi.kernel.privacy import Fields

_UNDO = "while the import can be undone"

PRIVACY = {
    Import: Fields(
        kept="with the audit",
        internal="id name sha256 state skip_bad created_at confirmed_at undone_at",
        personal="actor result",
    ),
    Added: Fields(kept=_UNDO, internal="id import_ref relation first_id last_id"),
    Before: Fields(kept=_UNDO, internal="id import_ref relation row_id removed", personal="values"),
    Job: Fields(
        kept="a week, with the file of an export a day",
        internal="id kind state import_ref stage rows created_at beat_at",
        personal="account wanted outcome",
    ),
}
