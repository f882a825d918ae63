"""A pasted roster becomes persons: who is meant, who could be meant, who is unknown, who is named twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from suzhi.engines.access.api import Actor, scope
from suzhi.engines.org.api import Unit, beneath
from suzhi.engines.people.masking import masked_phone
from suzhi.engines.people.models import Person

MOST_LINES = 2_000
CANDIDATES = 8
_BREAKS = re.compile(r"[\n\r,，、;；\t/|]+")
_NUMBERING = re.compile(r"^\s*[(（]?\d{1,4}\s*[.．、)）:：]\s*(?=\D)")
_BLANKS = re.compile(r"[\s\u3000]+")


@dataclass(slots=True)
class Entry:
    """One thing that was written, and the persons whom it may mean."""

    at: int
    text: str
    candidates: list[Person] = field(default_factory=list)
    chosen: Person | None = None


@dataclass(slots=True)
class Roster:
    """What became of the paste."""

    entries: list[Entry]
    repeated: list[str]
    too_many: bool = False

    @property
    def found(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.chosen]

    @property
    def ambiguous(self) -> list[Entry]:
        return [entry for entry in self.entries if len(entry.candidates) > 1]

    @property
    def open(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.candidates and not entry.chosen]

    @property
    def unknown(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.candidates]

    @property
    def people(self) -> list[Person]:
        return list({entry.chosen.pk: entry.chosen for entry in self.entries if entry.chosen}.values())

    @property
    def settled(self) -> bool:
        return not self.open and not self.unknown and not self.too_many


def split_roster(text: str) -> list[str]:
    """The names and numbers in a paste: one a line, or parted by 、 , ; / tab or blanks; numbering is dropped.

    ``张 伟``, as sheets pad two-character names, stays one name.
    """
    parts: list[str] = []
    for line in re.split(r"[\n\r]+", text):
        line = _NUMBERING.sub("", line)
        for piece in _BREAKS.split(line):
            words = [word for word in _BLANKS.split(piece) if word]
            if len(words) > 1 and all(len(word) == 1 for word in words) and len(words) <= 4:
                words = ["".join(words)]
            parts.extend(words)
    return parts


def read_roster(
    actor: Actor, unit: Unit, text: str, on: date | None = None, picks: Mapping[str, str] | None = None
) -> Roster:
    """Match a paste against the people of the organiser's subtree; numbers against all whom the actor may see."""
    written = split_roster(text)
    once = list(dict.fromkeys(written))
    repeated = [word for word in once if written.count(word) > 1] if len(written) <= MOST_LINES else []
    entries = [Entry(at, word) for at, word in enumerate(once[:MOST_LINES])]
    words = [entry.text for entry in entries]
    by_key, by_name = _by_key(actor, words), _by_name(actor, unit, words)
    for entry in entries:
        known = by_key.get(entry.text)
        entry.candidates = [known] if known else by_name.get(entry.text, [])
        _choose(entry, (picks or {}).get(entry.text, ""))
        if len(entry.candidates) > 1:
            for one in entry.candidates:
                # Only where people must be told apart: unsealing is work.
                one.masked = masked_phone(one)  # type: ignore[attr-defined]
    repeated += _same_person_twice(entries)
    return Roster(entries, repeated, too_many=len(once) > MOST_LINES)


def _choose(entry: Entry, pick: str) -> None:
    if len(entry.candidates) == 1:
        entry.chosen = entry.candidates[0]
    elif pick:
        entry.chosen = next((one for one in entry.candidates if one.key == pick), None)


def _same_person_twice(entries: Iterable[Entry]) -> list[str]:
    seen: set[int] = set()
    twice = []
    for entry in entries:
        if entry.chosen and entry.chosen.pk in seen:
            twice.append(entry.text)
        elif entry.chosen:
            seen.add(entry.chosen.pk)
    return twice


def seated(rows: QuerySet[Person]) -> QuerySet[Person]:
    """With the name of the unit in which each person sits last."""
    return rows.filter(memberships__seat_to=date(9999, 12, 31)).annotate(
        unit_name=F("memberships__unit__name"),
        seat_unit=F("memberships__unit_id"),
        left_on=F("memberships__left_on"),
    )


def _by_key(actor: Actor, words: list[str]) -> dict[str, Person]:
    rows = scope(actor, "people.view", Person.objects.filter(key__in=words))
    return {person.key: person for person in seated(rows)}


def _by_name(actor: Actor, unit: Unit, words: list[str]) -> dict[str, list[Person]]:
    """By the whole name, those of the unit itself first; who left stays choosable, last."""
    rows = seated(Person.objects.filter(name__in=words)).filter(Q(seat_unit__in=beneath([unit.pk])))
    rows = scope(actor, "people.view", rows)
    found: dict[str, list[Person]] = {}
    for person in sorted(rows[: MOST_LINES * 4], key=lambda one: _nearness(one, unit)):
        found.setdefault(person.name, []).append(person)
    return {name: people[:CANDIDATES] for name, people in found.items()}


def _nearness(person: Any, unit: Unit) -> tuple[bool, bool, str]:
    return person.seat_unit != unit.pk, person.left_on is not None, person.key
