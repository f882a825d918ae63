"""All values as a workbook: of an issue as frozen, or of the plan as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from suzhi.domains.plans.api import Plan, Reading, indicators_of, readings
from suzhi.domains.reports.composing import definitions_of_plan, settings_of
from suzhi.domains.reports.document.content import ValueRow
from suzhi.domains.reports.document.freezing import thaw
from suzhi.domains.reports.figures import figure_of
from suzhi.engines.org.api import Unit

if TYPE_CHECKING:
    from suzhi.engines.metrics.api import Issue

BATCH = 500
# What is being done, how many are done, how many there are (0: not known).
Report = Callable[[str, int, int], None]


def silent(label: str, done: int, total: int) -> None:
    """A report to nobody."""


def write_issue_book(issue: Issue, plan: Plan, path: Path) -> int:
    """The frozen figures of an issue; returns how many."""
    from suzhi.domains.reports.document.api import write_values_xlsx

    rows = issue.values.order_by("pk").values_list("year", "body")
    lines = (
        ValueRow(body["unit"]["code"], body["unit"]["name"], year, thaw(body["figure"]))
        for year, body in rows
    )
    return write_values_xlsx(
        lines, path, definitions_of_plan(plan, issue.settings), settings_of(issue.settings)
    )


def write_values_book(
    plan: Plan, units: Iterable[Unit], years: Sequence[int], path: Path, report: Report = silent
) -> int:
    """Every figure of these units and years as it stands; returns how many."""
    from suzhi.domains.reports.document.api import write_values_xlsx

    settings = plan.catalogue.settings
    rows = _rows(plan, iter(units), years, report)
    return write_values_xlsx(rows, path, definitions_of_plan(plan, settings), settings_of(settings))


def _rows(plan: Plan, units: Iterator[Unit], years: Sequence[int], report: Report) -> Iterator[ValueRow]:
    """In batches of units, so that a whole city does not sit in memory."""
    indicators = indicators_of(plan)
    clauses = dict(plan.clauses.values_list("ref", "number"))
    done = 0
    while group := list(islice(units, BATCH)):
        done += len(group)
        report(_("写出单位"), done, 0)
        for reading in readings(plan, group, years, indicators):
            clause = clauses.get(next(iter(reading.indicator.clauses), ""), "")
            figure = figure_of(reading, _live_key(reading), clause)
            yield ValueRow(reading.unit.code, reading.unit.name, reading.year, figure)


def _live_key(reading: Reading) -> str:
    """A figure that was not issued has no id of its own."""
    return f"live-{reading.row.pk}" if reading.row is not None else "live"
