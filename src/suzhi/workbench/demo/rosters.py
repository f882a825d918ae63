"""Who took part in what: pairs of activity and person, and the details of each participation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from suzhi.engines.kinds.api import kind as kind_of
from suzhi.workbench.demo.activities import Details
from suzhi.workbench.demo.calendar import REPRESENTATIVES, SAFETY, SKILLS, Calendar
from suzhi.workbench.demo.people import Crowd
from suzhi.workbench.demo.posts import Posts
from suzhi.workbench.demo.profiles import Profiles
from suzhi.workbench.demo.script import Script
from suzhi.workbench.demo.table import Table, choices, numbers
from suzhi.workbench.demo.tree import Node

PIECE = 250_000
_LEVEL = {"city": 8, "county": 4, "zone": 3, "system": 3, "township": 1.8, "joint": 1.4, "grassroots": 1}
_ROLES = ("", "组织者", "主讲人", "志愿者")
_RESULTS = ("", "合格", "优秀", "不合格")


@dataclass(slots=True)
class Rosters:
    """Row numbers of activities and people, ordered by activity."""

    activity: np.ndarray
    person: np.ndarray


class Enrolment:
    """Fills the rosters of a calendar."""

    def __init__(
        self, script: Script, nodes: list[Node], profiles: Profiles, crowd: Crowd, calendar: Calendar,
        has_roster: np.ndarray,
    ) -> None:  # fmt: skip
        self.script, self.profiles, self.crowd, self.calendar = script, profiles, crowd, calendar
        self.has_roster = has_roster
        runs = np.array([crowd.run(nodes, row) for row in range(len(nodes))])
        self.low, self.high = runs[calendar.unit, 0], runs[calendar.unit, 1]
        self.weight = np.array([_LEVEL[node.type] for node in nodes])[calendar.unit]
        self.weight = self.weight * script.stream("roster-sizes").lognormal(0, 0.5, len(self.weight))
        self.tops = np.array([node.top for node in nodes])

    def targets(self) -> dict[str, int]:
        """How many participations each goal kind, and safety, shall have: within what the goal leaves."""
        total, kinds = self.script.scale.participations, self.script.words["kinds"]
        weights = sum(entry["weight"] for entry in kinds.values())
        goals = self.script.words["goals"]
        wanted = {code: int(total * kinds[code]["weight"] / weights) for code in (*SKILLS, SAFETY)}
        return {code: min(count, int(0.8 * goals.get(code, total))) for code, count in wanted.items()}

    def fill(self, posts: Posts) -> Rosters:
        """All rosters; their sum is what the scale says."""
        parts = [self._representatives(posts)]
        for code, target in self.targets().items():
            field = self.profiles.safety if code == SAFETY else self.profiles.skills
            parts.append(self._draw(code, self.calendar.of(code), target, field))
        parts.append(self._missing(parts[1:4], self.calendar.of(*SKILLS), self.profiles.skills))
        parts.append(self._missing(parts[4:5], self.calendar.of(SAFETY), self.profiles.safety))
        rest = self.script.scale.participations - sum(len(part) for part in parts)
        others = ~self.calendar.of(*SKILLS, SAFETY, REPRESENTATIVES)
        parts.append(self._draw("rest", others, rest, None))
        pairs = np.concatenate(parts)
        order = np.lexsort((pairs[:, 1], pairs[:, 0]))
        return Rosters(pairs[order, 0].astype(np.int32), pairs[order, 1].astype(np.int32))

    def _draw(self, part: str, chosen: np.ndarray, target: int, field: np.ndarray | None) -> np.ndarray:
        """Pairs for these activities, exactly ``target`` of them when there are people enough."""
        rows = np.flatnonzero(chosen & self.has_roster & (self.high > self.low))
        surplus = 1.15 if field is None else 1.5
        for _ in range(5):
            stream = self.script.stream(f"rosters-{part}")
            sizes = self._sizes(rows, int(target * surplus))
            activity, person = self._spread(stream, rows, sizes)
            fits = self._fits(activity, person, field)
            activity, person = activity[fits], person[fits]
            if len(activity) >= target:
                break
            surplus *= 1.05 * target / max(len(activity), 1)
        keep = np.sort(stream.permutation(len(activity))[:target])
        return np.column_stack([activity[keep], person[keep]])

    def _sizes(self, rows: np.ndarray, target: int) -> np.ndarray:
        """Roster sizes by weight, capped by the people there are."""
        weight, room = self.weight[rows], 0.75 * (self.high - self.low)[rows]
        low, high = 0.0, 1e7
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if np.minimum(weight * middle, room).sum() < target else (low, middle)
        return np.maximum(np.minimum(weight * high, room).astype(np.int64), 1)

    def _spread(
        self, stream: np.random.Generator, rows: np.ndarray, sizes: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """One person out of each of ``size`` equal stretches of the organiser's people: nobody twice."""
        activity = np.repeat(rows, sizes)
        rank = np.arange(len(activity)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        size, room = np.repeat(sizes, sizes), (self.high - self.low)[activity]
        first, last = rank * room // size, (rank + 1) * room // size
        offset = first + (stream.random(len(activity)) * (last - first)).astype(np.int64)
        return activity, self.low[activity] + offset

    def _fits(self, activity: np.ndarray, person: np.ndarray, field: np.ndarray | None) -> np.ndarray:
        """Whether the person was there on the day, and the person's unit active in that field in the year."""
        day = self.calendar.starts[activity]
        fits = (self.crowd.since[person] <= day) & (day <= self.crowd.until[person])
        if field is not None:
            fits &= field[self.crowd.unit[person], self.calendar.slot[activity]]
        return fits

    def _missing(self, drawn: list[np.ndarray], chosen: np.ndarray, field: np.ndarray) -> np.ndarray:
        """For every active unit and year without a participation: its first person in one of the city's."""
        pairs = np.concatenate(drawn)
        seen = np.zeros_like(field)
        seen[self.crowd.unit[pairs[:, 1]], self.calendar.slot[pairs[:, 0]]] = True
        unit, slot = np.nonzero(field & ~seen)
        offers = np.flatnonzero(chosen & self.has_roster & (self.calendar.unit == 0))
        made = []
        for row, year in zip(unit.tolist(), slot.tolist(), strict=True):
            person = int(self.crowd.start[row])
            open_then = offers[(self.calendar.slot[offers] == year)]
            day = self.calendar.starts[open_then]
            open_then = open_then[(self.crowd.since[person] <= day) & (day <= self.crowd.until[person])]
            if len(open_then):
                made.append((int(open_then[row % len(open_then)]), person))
        return np.array(made, np.int64).reshape(-1, 2)

    def _representatives(self, posts: Posts) -> np.ndarray:
        """Most of them were trained, once, by the federation they are under, while in office."""
        stream = self.script.stream("representatives-trained")
        courses = np.flatnonzero(self.calendar.of(REPRESENTATIVES))
        leads = self.calendar.unit[courses]
        by_top = {int(top): courses[leads == top] for top in np.unique(leads)}
        made: set[tuple[int, int]] = set()
        for post in posts.of_kind("staff-representative").tolist():
            if stream.random() > self.script.words["representatives_trained"]:
                continue
            offers = by_top.get(int(self.tops[posts.unit[post]]), by_top[0])
            day = self.calendar.starts[offers]
            offers = offers[(day >= posts.first[post]) & (day <= posts.last[post])]
            if len(offers):
                made.add((int(offers[min(int(stream.geometric(0.8)), len(offers)) - 1]), posts.person[post]))
        return np.array(sorted(made), np.int64).reshape(-1, 2)


def roster_tables(script: Script, calendar: Calendar, details: Details, rosters: Rosters) -> Iterator[Table]:
    """The participations in pieces, so that memory stays small."""
    traits = [kind_of(code).traits for code in calendar.kinds]
    timed = np.array(["hours" in trait for trait in traits])[calendar.kind]
    scored = np.array(["scoring" in trait for trait in traits])[calendar.kind]
    always = calendar.of(REPRESENTATIVES)
    for first in range(0, len(rosters.activity), PIECE):
        activity = rosters.activity[first : first + PIECE]
        stream = np.random.default_rng([script.seed, 77, first])
        count = len(activity)
        score = stream.integers(110, 200, count) / 2
        # Representatives who come all complete their training.
        passed = np.where((score < 60) & ~always[activity], 3, np.where(score > 92, 2, 1))
        result = np.where(scored[activity] | timed[activity], passed, 0)
        hours = details.hours[activity] / np.where(stream.random(count) < 0.93, 1, 2)
        roles = np.where(stream.random(count) < 0.97, 0, stream.integers(1, 4, count))
        yield Table(
            "activities_participation",
            {
                "activity_id": activity, "person_id": rosters.person[first : first + PIECE],
                "role": choices(_ROLES, roles),
                "hours": numbers(hours, timed[activity]),
                "score": numbers(score, scored[activity]),
                "result": choices(_RESULTS, result),
                "created_at": details.created.take(activity),
            },
            {"activity_id": "activities_activity", "person_id": "people_person"},
            first=first,
        )  # fmt: skip
