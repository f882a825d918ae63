"""One written report for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from domains.reports.document.city import material
from domains.reports.document.issued import Issued, figures_of
from suzhi.domains.reports.document.annual import write_annual
from suzhi.domains.reports.document.compose import compose_annual


@pytest.fixture
def issued(tmp_path: Path) -> Issued:
    report = compose_annual(material())
    path = tmp_path / "report.docx"
    return Issued(path, report, write_annual(report, path), figures_of(report))
