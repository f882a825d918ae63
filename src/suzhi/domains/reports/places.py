"""Where reports on their way are opened."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suzhi.engines.access.api import Place

PLACES = [
    Place(
        "reports.reportdraft",
        "report draft",
        _("起草中的报告"),
        "reports:draft",
        "reports:drafts",
        permission="reports.view",
    )
]
