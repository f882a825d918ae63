"""A pasted roster becomes persons: who is meant, who could be meant, who is unknown, who is named twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from suzhi.engines.access.api import Actor, scope
from suzhi.engines.org.api import Unit, beneath
from suzhi.engines.people.masking import masked_phone
from suzhi.engines.people.models import Person
from suzhi.engines.people.selectors import find_people
from suzhi.engines.people.whose import seated
from suzhi.kernel import clock

MOST_LINES = 2_000
CANDIDATES = 8
PICKABLE = 100
_BREAKS = re.compile(r"[\n\r,，、;；\t/|]+")
_NUMBERING = re.compile(r"^\s*[(（]?\d{1,4}\s*[.．、)）:：]\s*(?=\D)")
_BLANKS = re.compile(r"[\s\u3000]+")
# 张伟（RY-0001）: what choosing from the list writes.
_BRACKETED = re.compile(r"^(?P<name>[^(（]+)[(（](?P<key>[^)）]+)[)）]$")


@dataclass(slots=True)
class Entry:
    """One thing that was written, and the persons whom it may mean."""

    at: int
    text: str
    candidates: list[Person] = field(default_factory=list)
    chosen: Person | None = None

    @property
    def name(self) -> str:
        """The name as written, without what stands in brackets behind it."""
        found = _BRACKETED.match(self.text)
        return found["name"] if found else self.text

    @property
    def key(self) -> str:
        """What would be the number, if a number was written."""
        found = _BRACKETED.match(self.text)
        return found["key"] if found else self.text


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
    return [word for line in _lines(text) for word in line]


def _lines(text: str) -> list[list[str]]:
    return [_words(_NUMBERING.sub("", line)) for line in re.split(r"[\n\r]+", text)]


def _words(line: str) -> list[str]:
    parts: list[str] = []
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
    lines = _lines(text)
    by_key = _by_key(actor, [Entry(0, word).key for line in lines for word in line][: 2 * MOST_LINES])
    written = [word for line in lines for word in _numbered(line, by_key)]
    once = list(dict.fromkeys(written))
    repeated = [word for word in once if written.count(word) > 1] if len(written) <= MOST_LINES else []
    entries = [Entry(at, word) for at, word in enumerate(once[:MOST_LINES])]
    by_name = _by_name(actor, unit, [entry.name for entry in entries])
    for entry in entries:
        entry.candidates = _candidates(entry, by_key, by_name)
        _choose(entry, (picks or {}).get(entry.text, ""))
        if len(entry.candidates) > 1:
            for one in entry.candidates:
                # Only where people must be told apart: unsealing is work.
                one.masked = masked_phone(one)  # type: ignore[attr-defined]
    repeated += _same_person_twice(entries)
    return Roster(entries, repeated, too_many=len(once) > MOST_LINES)


def _numbered(line: list[str], by_key: Mapping[str, Person]) -> list[str]:
    """Two columns of a sheet, name and number of one person, are one entry: the number."""
    kept: list[str] = []
    for word in line:
        before = kept[-1] if kept else ""
        if word in by_key and by_key[word].name == before:
            kept[-1] = word
        elif not (before in by_key and by_key[before].name == word):
            kept.append(word)
    return kept


def _candidates(
    entry: Entry, by_key: Mapping[str, Person], by_name: Mapping[str, list[Person]]
) -> list[Person]:
    """By number; a name that belongs to another number is nobody; else by name."""
    known = by_key.get(entry.key)
    if known is None:
        return by_name.get(entry.name, [])
    return [known] if entry.key == entry.text or entry.name == known.name else []


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


def pickable(actor: Actor, unit: Unit, text: str = "") -> tuple[list[Person], bool]:
    """Whom a roster may be chosen from, and whether there are more: the unit's own, or who is called so below it.

    Without words only the unit itself is listed: a county's list would be tens of thousands.
    """
    here = Q(left_on=None) | Q(left_on__gt=clock.today())
    rows = scope(actor, "people.view", seated(Person.objects.all()).filter(here))
    rows = rows.filter(seat_unit__in=beneath([unit.pk])) if text else rows.filter(seat_unit=unit.pk)
    if text:
        rows = find_people(rows, text, actor)
    found = list(rows.order_by("name", "key")[: PICKABLE + 1])
    for one in found:
        one.line = f"{one.name}（{one.key}）"  # type: ignore[attr-defined]
    return found[:PICKABLE], len(found) > PICKABLE


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
