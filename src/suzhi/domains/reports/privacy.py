"""A report is an official document: counts, no persons."""

from __future__ import annotations

from suzhi.domains.reports.models import Report, ReportDraft
from suzhi.kernel.privacy import Fields

PRIVACY = {
    ReportDraft: Fields(
        kept="with the report; a draft that is deleted stays in the history",
        internal="id plan unit year number addressees copies_to upward practices problems next_steps state"
        " return_reason drafted_by submitted_by issue created_at",
    ),
    Report: Fields(
        kept="for good: what was issued is never changed",
        public="id issue number name sha256 size created_at",
    ),
}
