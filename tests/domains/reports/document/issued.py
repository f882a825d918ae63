"""One written report for each test, its manifest, and its figures by id."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

from suzhi.domains.reports.document.content import AnnualReport, Figure
from suzhi.domains.reports.document.manifest import Manifest
from suzhi.domains.reports.document.verdict import Verdict
from suzhi.domains.reports.document.verifier import verify


def figures_of(thing: object) -> dict[str, Figure]:
    """Every figure somewhere in a report."""
    if isinstance(thing, Figure):
        return {thing.value_id: thing}
    inside: list[object] = []
    if isinstance(thing, tuple):
        inside = list(thing)
    elif is_dataclass(thing):
        inside = [getattr(thing, item.name) for item in fields(thing)]
    found: dict[str, Figure] = {}
    for item in inside:
        found |= figures_of(item)
    return found


@dataclass(frozen=True)
class Issued:
    path: Path
    report: AnnualReport
    manifest: Manifest
    values: dict[str, Figure]

    def check(self, path: Path | None = None) -> Verdict:
        return verify(path or self.path, self.values.get, self.manifest)
