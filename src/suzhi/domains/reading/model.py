"""What a reading holds: the document, its clauses, its targets, and what a person must still decide."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Place:
    """Where something stands in the text that was read: character offsets and the line (from 1)."""

    start: int
    end: int
    line: int


@dataclass(frozen=True)
class Parent:
    """A higher document that this plan rests on."""

    number: str
    title: str | None


@dataclass(frozen=True)
class Member:
    """A person on a list in an annex."""

    role: str
    name: str
    post: str


@dataclass(frozen=True)
class Annex:
    """A part after the plan: a leading group, a table, a form. Never clause text."""

    title: str
    members: tuple[Member, ...]
    office: str | None
    text: str
    place: Place


@dataclass(frozen=True)
class Document:
    """The facts on the face of the document."""

    number: str | None
    issuer: str | None
    date: str | None
    title: str | None
    period: list[int] | None
    addressees: list[str] = field(default_factory=list)
    parents: list[Parent] = field(default_factory=list)
    notice_title: str | None = None


@dataclass(frozen=True)
class Clause:
    """One numbered clause; `text` is its own, without that of its children."""

    id: str
    number: str
    level: int
    title: str
    text: str
    parent: str | None
    kind: str
    place: Place
    part: str = "plan"


@dataclass(frozen=True)
class Target:
    """A quantified or dated goal, with the rule that found it."""

    clause: str
    quote: str
    value: str | list[str]
    comparison: str
    unit: str | None
    grain: str
    scope: str | None
    due: str | None
    commitment: str
    rate: bool
    each: bool
    measure: str
    due_from: str
    rule: str
    doubt: str | None
    place: Place


@dataclass(frozen=True)
class Doubtful:
    """A number that was not taken as a target, with the reason; a person may overrule it."""

    clause: str
    quote: str
    value: str | list[str] | None
    reason: str
    explanation: str
    place: Place


@dataclass(frozen=True)
class OpenGoal:
    """A goal without a number (一批, 若干); `measure` is the one thing of its list that it speaks of."""

    clause: str
    quote: str
    word: str
    place: Place
    measure: str = ""


@dataclass(frozen=True)
class Ambiguity:
    """Something the text leaves open, as a question with concrete readings to choose from."""

    clause: str
    quote: str
    question: str
    readings: list[str]
    rule: str
    place: Place | None = None


@dataclass(frozen=True)
class Warning:
    """Something odd in the document itself: a gap or a repeat in the numbering, an unfinished sentence."""

    code: str
    message: str
    clause: str | None
    line: int


@dataclass(frozen=True)
class Reading:
    """All that was read from one document."""

    document: Document
    clauses: list[Clause]
    targets: list[Target]
    ambiguities: list[Ambiguity]
    doubtful: list[Doubtful]
    open_goals: list[OpenGoal]
    annexes: list[Annex]
    warnings: list[Warning]
    text: str

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; the text itself is left out, as its clauses carry it."""
        data = asdict(self)
        data.pop("text")
        return data
