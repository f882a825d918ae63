"""A report is an official document: counts, no persons."""

from __future__ import annotations

from suzhi.domains.reports.models import Report
from suzhi.kernel.privacy import Fields

PRIVACY = {
    Report: Fields(
        kept="for good: what was issued is never changed",
        public="id issue number name sha256 size created_at",
    ),
}
