"""What the issuing service hands over, before it is put into sentences and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from suzhi.domains.reports.document.content import Definition, Figure, Setting


@dataclass(frozen=True, slots=True)
class Task:
    """A top clause of the plan and the figures of the reporting unit that stand under it."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """A child unit and its own values, by indicator code."""

    unit_name: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Words:
    """What people write into a report, each a text of any number of lines; ``signer`` is who lets it out."""

    practices: str = ""
    problems: str = ""
    next_steps: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """All that the issuing service gathers. ``history``: the unit's values by indicator and year."""

    issuer: str
    unit_name: str
    plan_title: str
    year: int
    cutoff: date
    dated: date
    as_of: str
    tasks: tuple[Task, ...]
    units: tuple[UnitFigures, ...] = ()
    history: Mapping[str, tuple[tuple[int, Figure], ...]] = field(default_factory=dict)
    title: str = ""
    document_number: str = ""
    addressees: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    definitions: tuple[Definition, ...] = ()
    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    words: Words = Words()

    @property
    def figures(self) -> Iterator[Figure]:
        """The reporting unit's own, in the order of the plan."""
        for task in self.tasks:
            yield from task.figures
