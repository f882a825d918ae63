"""The people: who they are, and where they belong from when to when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from suzhi.workbench.demo import names, numbers
from suzhi.workbench.demo.profiles import Profiles
from suzhi.workbench.demo.script import Script
from suzhi.workbench.demo.table import Table, choices, dates, moments
from suzhi.workbench.demo.tree import Node

_STAFF = {"city": 40, "county": 16, "zone": 8, "system": 6}
_EVER, _FOREVER = np.datetime64("0001-01-01"), np.datetime64("9999-12-31")
NEVER = np.datetime64("NaT", "D")


@dataclass(slots=True)
class Crowd:
    """People by row, sorted by unit: those of a unit and those of a subtree are runs of rows.

    ``start`` has one entry more than there are units. ``joined`` is NaT where nobody wrote it down;
    ``since`` and ``until`` are when a person can be met, joined or not.
    """

    unit: np.ndarray
    start: np.ndarray
    female: np.ndarray
    joined: np.ndarray
    left: np.ndarray
    since: np.ndarray
    until: np.ndarray

    def run(self, nodes: list[Node], row: int) -> tuple[int, int]:
        """First and last row (excluded) of the people of a subtree."""
        return int(self.start[row]), int(self.start[nodes[row].last])


def gather(script: Script, nodes: list[Node], profiles: Profiles) -> Crowd:
    """Put people into units in proportion to their workers, and give each a working life."""
    stream = script.stream("crowd")
    staff = np.array([_STAFF.get(node.type, 0) for node in nodes])
    employer = profiles.exists.any(axis=1) | np.array([node.type == "grassroots" for node in nodes])
    weights = profiles.workers[:, -1] * employer
    free = script.scale.people - int(staff.sum()) - 3 * int(employer.sum())
    exact = weights / weights.sum() * free
    parts = exact.astype(np.int64)
    parts[np.argsort(-(exact - parts), kind="stable")[: free - int(parts.sum())]] += 1
    counts = parts + staff + 3 * employer
    unit = np.repeat(np.arange(len(nodes)), counts)
    start = np.concatenate([[0], np.cumsum(counts)])
    return _lives(stream, nodes, unit, start)


def _lives(stream: np.random.Generator, nodes: list[Node], unit: np.ndarray, start: np.ndarray) -> Crowd:
    count = len(unit)
    founded = np.array([node.founded or "1980-01-01" for node in nodes], "datetime64[D]")[unit]
    closed = np.array([node.closed or "NaT" for node in nodes], "datetime64[D]")[unit]
    # The staff of federations was there before the plan and stays: posts are filled from it.
    official = np.array([node.type != "grassroots" for node in nodes])[unit]
    late = (stream.random(count) < 0.17) & ~official
    days = np.where(
        late, stream.integers(16_836, 18_480, count), stream.integers(11_000, 16_800, count)
    )  # 2016-02 to 2020-08; 2000 to the end of 2015
    joined = np.maximum(days.astype("datetime64[D]"), founded)
    # The first of every unit was there from the beginning, so that a unit is never without people.
    joined[start[:-1][np.diff(start) > 0]] = founded[start[:-1][np.diff(start) > 0]]
    leaves = (stream.random(count) < 0.05) & ~official
    left = np.where(leaves, stream.integers(17_200, 18_600, count), 0).astype("datetime64[D]")
    left = np.where(leaves & (left > joined), left, NEVER)
    left[start[:-1][np.diff(start) > 0]] = NEVER
    left = np.where(np.isnat(closed), left, np.where(np.isnat(left) | (left > closed), closed, left))
    joined = np.where(joined > left, left - 30, joined)
    known = stream.random(count) > 0.04
    crowd = Crowd(
        unit, start, stream.random(count) < 0.43, np.where(known, joined, NEVER), left, joined, left
    )
    crowd.until = np.where(np.isnat(left), np.datetime64("2099-12-31"), left)
    return crowd


def person_table(script: Script, crowd: Crowd) -> Table:
    """The people. A few have no sex or birthday written down; a few names hold a stray space."""
    stream = script.stream("people")
    count = len(crowd.unit)
    born = np.minimum(
        stream.integers(-3_600, 10_200, count).astype("datetime64[D]"), crowd.since - 18 * 366
    )  # 1960 to 1997, and of age on the first day at work
    called = names.people(stream, crowd.female)
    for row in stream.choice(count, max(2, count // 400), replace=False).tolist():
        called[row] = called[row][:1] + " " + called[row][1:]
    known = stream.random((4, count))
    has_number, has_phone = stream.random(count) < 0.9, stream.random(count) < 0.85
    # Sex and birthday are known wherever the identity number is, for they are in it.
    unborn = ~has_number & (known[3] < 0.3)
    columns = {
        "key": pa.array(numbers.person_keys(count)),
        "name": pa.array(called),
        "sex": choices(("m", "f", ""), np.where(~has_number & (known[0] < 0.2), 2, crowd.female)),
        "migrant": pa.array(stream.random(count) < 0.31, mask=known[1] < 0.05),
        "front_line": pa.array(stream.random(count) < 0.66, mask=known[2] < 0.05),
        "born_on": dates(np.where(unborn, NEVER, born)),
        "created_at": moments(
            np.maximum(crowd.since, np.datetime64("2016-01-05")), stream.integers(28_800, 61_200, count)
        ),
    }
    cards = numbers.id_numbers(born, crowd.female)
    sealed = {
        "id": [card if has else "" for card, has in zip(cards, has_number.tolist(), strict=True)],
        "phone": [
            phone if has else "" for phone, has in zip(numbers.phones(count), has_phone.tolist(), strict=True)
        ],
    }
    return Table("people_person", columns, sealed=sealed)


def membership_table(script: Script, nodes: list[Node], crowd: Crowd) -> Table:
    """One membership each; a second for those who changed their employer or whose union went over to another.

    Seats are stretched here as ``people.reseat`` would, so that they need no second pass.
    """
    stream = script.stream("memberships")
    person = np.arange(len(crowd.unit))
    heir = np.array([node.successor for node in nodes])[crowd.unit]
    goes_on = (heir >= 0) & (
        crowd.left == np.array([n.closed or "NaT" for n in nodes], "datetime64[D]")[crowd.unit]
    )
    leaver = ~np.isnat(crowd.left) & ~goes_on & (stream.random(len(person)) < 0.4)
    employers = np.array([row for row, n in enumerate(nodes) if n.type == "grassroots" and not n.closed])
    target = np.where(goes_on, heir, employers[stream.integers(0, len(employers), len(person))])
    second = np.flatnonzero(goes_on | (leaver & (target != crowd.unit)))
    gap = np.where(goes_on[second], 1, stream.integers(1, 90, len(second)))
    again = crowd.left[second] + gap
    seat_to = np.full(len(person), _FOREVER)
    seat_to[second] = again - 1
    return Table(
        "people_membership",
        {
            "person_id": np.concatenate([person, second]),
            "unit_id": np.concatenate([crowd.unit, target[second]]),
            "joined_on": dates(np.concatenate([crowd.joined, again])),
            "left_on": dates(np.concatenate([crowd.left, np.full(len(second), NEVER)])),
            "seat_from": dates(np.concatenate([np.full(len(person), _EVER), again])),
            "seat_to": dates(np.concatenate([seat_to, np.full(len(second), _FOREVER)])),
            "created_at": moments(
                np.maximum(np.concatenate([crowd.since, again]), np.datetime64("2016-01-05")),
                stream.integers(28_800, 61_200, len(person) + len(second)),
            ),
        },
        {"person_id": "people_person", "unit_id": "org_unit"},
    )
