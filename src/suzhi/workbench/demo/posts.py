"""Dated posts: staff representatives, legal staff and legal workers, culture leaders and the others."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from suzhi.workbench.demo.people import NEVER, Crowd
from suzhi.workbench.demo.profiles import Profiles
from suzhi.workbench.demo.script import Script
from suzhi.workbench.demo.table import Table, dates, moments, ranks
from suzhi.workbench.demo.tree import Node

# Of a hundred people, so many hold the post at some time.
_OTHERS = {
    "law-lecturer": 0.05,
    "culture-leader": 0.6,
    "volunteer": 1.5,
    "model-worker": 0.12,
    "counsellor": 0.06,
}
_LAW = (("本科", "法学学士", "法学"), ("研究生", "法学硕士", "法学"), ("本科", "", "法学"))
_NOT_LAW = (
    ("本科", "管理学学士", "行政管理"),
    ("大专", "", "法律事务"),
    ("本科", "工学学士", "机械工程"),
    ("大专", "", ""),
)
# A term ends on the eve of its anniversary; these many years.
_TERM = 5


@dataclass(slots=True)
class Posts:
    """Rows of posts, as lists; representatives are kept by row for their training."""

    person: list[int] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    unit: list[int] = field(default_factory=list)
    first: list[np.datetime64] = field(default_factory=list)
    last: list[np.datetime64] = field(default_factory=list)
    learned: list[tuple[str, str, str]] = field(default_factory=list)

    def add(
        self, person: int, kind: str, unit: int, first: np.datetime64, last: np.datetime64 = NEVER,
        learned: tuple[str, str, str] = ("", "", ""),
    ) -> None:  # fmt: skip
        """One post."""
        self.person.append(person)
        self.kind.append(kind)
        self.unit.append(unit)
        self.first.append(first)
        self.last.append(last)
        self.learned.append(learned)

    def of_kind(self, kind: str) -> np.ndarray:
        """Rows of one kind."""
        return np.flatnonzero(np.array(self.kind) == kind)


def appoint(script: Script, nodes: list[Node], profiles: Profiles, crowd: Crowd) -> Posts:
    """Fill the posts."""
    posts = Posts()
    _representatives(script, nodes, crowd, posts)
    _legal_staff(script, nodes, crowd, posts)
    _legal_workers(script, profiles, crowd, posts)
    stream = script.stream("other-posts")
    for kind, share in _OTHERS.items():
        count = max(6, int(len(crowd.unit) * share / 100))
        for person in np.sort(stream.choice(len(crowd.unit), count, replace=False)).tolist():
            first = max(crowd.since[person], np.datetime64("2014-01-01") + int(stream.integers(0, 2400)))
            if first < crowd.until[person] and first < np.datetime64("2020-12-01"):
                posts.add(person, kind, int(crowd.unit[person]), first, crowd.left[person])
    return posts


def _representatives(script: Script, nodes: list[Node], crowd: Crowd, posts: Posts) -> None:
    """Some in every employer's union with a congress; each union elects all of them on one day."""
    stream = script.stream("representatives")
    for row, node in enumerate(nodes):
        first, last = int(crowd.start[row]), int(crowd.start[row + 1])
        if node.type != "grassroots" or last - first < 5 or stream.random() < 0.1:
            continue
        seats = min(max(3, (last - first) // 25), 60)
        elected = np.datetime64("2013-03-01") + int(stream.integers(0, 1500))
        for term in (elected, elected + 365 * _TERM + 1):
            if node.closed and term > np.datetime64(node.closed):
                break
            chosen = first + np.sort(stream.choice(last - first, seats, replace=False))
            for person in chosen.tolist():
                _seat(posts, crowd, node, row, person, term)


def _seat(posts: Posts, crowd: Crowd, node: Node, row: int, person: int, term: np.datetime64) -> None:
    first = max(term, crowd.since[person])
    last = term + 365 * _TERM
    if node.closed:
        last = min(last, np.datetime64(node.closed))
    last = min(last, crowd.until[person])
    if first < last and first < np.datetime64("2020-12-15"):
        posts.add(person, "staff-representative", row, first, last)


def _legal_staff(script: Script, nodes: list[Node], crowd: Crowd, posts: Posts) -> None:
    """A few at every federation of county level and above; later appointments know more law."""
    stream, rates = script.stream("legal-staff"), script.words["legal_staff_degree"]
    start = np.datetime64(f"{script.years[0] - 1}-06-01")
    places = [row for row, node in enumerate(nodes) if node.type in {"city", "county"}]
    seats: list[tuple[int, int]] = []
    for row in places:
        people = np.arange(crowd.start[row], crowd.start[row + 1])
        seats += [(row, int(person)) for person in people[: (6 if row == 0 else 4)]]
    lawyers = stream.permutation(len(seats)) / len(seats)
    for (row, person), rank in zip(seats, lawyers.tolist(), strict=True):
        became = next((year for year, rate in zip(script.years, rates, strict=True) if rank < rate), None)
        learned, other = _LAW[stream.integers(0, len(_LAW))], _NOT_LAW[stream.integers(0, len(_NOT_LAW))]
        if became == script.years[0]:
            posts.add(person, "legal-staff", row, start, learned=learned)
        elif became is None:
            posts.add(person, "legal-staff", row, start, learned=other)
        else:  # the seat goes to somebody with a degree in that year
            day = np.datetime64(f"{became}-04-01")
            posts.add(person, "legal-staff", row, start, day - 1, other)
            heir = min(person + 8, int(crowd.start[row + 1]) - 1)
            posts.add(heir if heir != person else person, "legal-staff", row, day, learned=learned)


def _legal_workers(script: Script, profiles: Profiles, crowd: Crowd, posts: Posts) -> None:
    """So many per ten thousand workers at the end of each year; some hold two posts and count once."""
    stream, rates = script.stream("legal-workers"), script.words["legal_workers_per_10000"]
    workers = (profiles.workers * profiles.exists).sum(axis=0)
    steady = np.flatnonzero((crowd.since < np.datetime64("2016-01-01")) & np.isnat(crowd.left))
    pool = stream.permutation(steady)
    taken = 0
    for year, rate, count in zip(script.years, rates, workers.tolist(), strict=True):
        wanted = int(rate * count / 10_000)
        for person in pool[taken:wanted].tolist():
            first = np.datetime64(f"{year}-02-01") + int(stream.integers(0, 300))
            learned = _LAW[stream.integers(0, 3)] if stream.random() < 0.6 else _NOT_LAW[1]
            posts.add(person, "legal-worker", int(crowd.unit[person]), first, learned=learned)
            if stream.random() < 0.06:
                posts.add(person, "legal-worker", 0, first + 30, learned=learned)
        taken = max(taken, wanted)


def post_table(script: Script, posts: Posts) -> Table:
    """The posts as rows; most are verified, the newest are not yet."""
    stream = script.stream("post-states")
    count = len(posts.person)
    first = np.array(posts.first, "datetime64[D]")
    made = np.maximum(first + stream.integers(0, 40, count), np.datetime64("2016-01-05"))
    state = np.array(["verified", "reviewed", "confirmed"])[stream.choice(3, count, p=[0.8, 0.12, 0.08])]
    return Table(
        "people_post",
        {
            "person_id": np.array(posts.person), "kind": posts.kind, "unit_id": np.array(posts.unit),
            "valid_from": dates(first), "valid_to": dates(np.array(posts.last, "datetime64[D]")),
            "education": [row[0] for row in posts.learned], "degree": [row[1] for row in posts.learned],
            "major": [row[2] for row in posts.learned], "state": state.tolist(), "rank": ranks(state.tolist()),
            "created_at": moments(made, stream.integers(28_800, 61_200, count)),
        },
        {"person_id": "people_person", "unit_id": "org_unit"},
    )  # fmt: skip
