"""When and where activities took place: kinds, days and lead organisers of every activity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from suzhi.workbench.demo.profiles import Profiles
from suzhi.workbench.demo.script import Script
from suzhi.workbench.demo.tree import Node

# Share of the activities by the type of the lead organiser.
_LEADS = {"city": 0.012, "county": 0.15, "zone": 0.03, "system": 0.035, "township": 0.15, "joint": 0.03}
PEAK = 4.0
SKILLS = ("skills-training", "skills-drill", "skills-contest")
SAFETY = "safety-education"
REPRESENTATIVES = "representative-training"


@dataclass(slots=True)
class Calendar:
    """Activities by row in the order of their days. ``fixed`` ones were set by the script and have a roster.

    A ``twin`` is the activity of the row before, written down a second time by somebody else.
    """

    kinds: list[str]
    kind: np.ndarray
    unit: np.ndarray
    slot: np.ndarray
    starts: np.ndarray
    fixed: np.ndarray
    twin: np.ndarray

    def of(self, *codes: str) -> np.ndarray:
        """Whether each activity is of one of these kinds."""
        return np.isin(self.kind, [self.kinds.index(code) for code in codes])


def schedule(script: Script, nodes: list[Node], profiles: Profiles) -> Calendar:
    """Draw the calendar of the whole plan."""
    stream = script.stream("calendar")
    kinds = [*script.words["kinds"], REPRESENTATIVES]
    fixed = _fixed(script, nodes, kinds)
    count = script.scale.activities - len(fixed)
    kind = _kinds(script, stream, kinds, count)
    slot = stream.choice(len(script.years), count, p=script.words["year_weights"])
    unit = _leads(script, stream, nodes, profiles, kind, slot, kinds)
    kind = np.concatenate([kind, [row[0] for row in fixed]]).astype(np.int64)
    unit = np.concatenate([unit, [row[1] for row in fixed]]).astype(np.int64)
    slot = np.concatenate([slot, [row[2] for row in fixed]]).astype(np.int64)
    starts = _days(script, stream, nodes, kinds, kind, slot, unit)
    order = np.lexsort((unit, starts))
    marks = (np.arange(len(kind)) >= count)[order]
    calendar = Calendar(kinds, kind[order], unit[order], slot[order], starts[order], marks, marks & False)
    _twin(script, calendar)
    return calendar


def _fixed(script: Script, nodes: list[Node], kinds: list[str]) -> list[tuple[int, int, int]]:
    """What the script says the city led, and two trainings of representatives for every top unit and year."""
    rows: list[tuple[int, int, int]] = []
    for code, counts in script.words["city_led"].items():
        for slot, count in enumerate(counts):
            rows += [(kinds.index(code), 0, slot)] * count
    tops = [row for row, node in enumerate(nodes) if node.depth < 2 and node.type != "grassroots"]
    for top in tops:
        rows += [(kinds.index(REPRESENTATIVES), top, slot) for slot in 2 * list(range(len(script.years)))]
    return rows


def _kinds(script: Script, stream: np.random.Generator, kinds: list[str], count: int) -> np.ndarray:
    """Exact shares in random order; law talks never fewer than the script says."""
    weights = np.array([script.words["kinds"].get(code, {"weight": 0})["weight"] for code in kinds], float)
    law = np.array([code.startswith("law-") for code in kinds])
    shares = weights / weights.sum()
    needed = script.words["law_talks"] / count
    if shares[law].sum() < needed:
        rest = 1 - needed
        shares = np.where(law, shares / shares[law].sum() * needed, shares / shares[~law].sum() * rest)
    bounds = np.rint(np.cumsum(shares) * count).astype(np.int64)
    return stream.permutation(np.repeat(np.arange(len(kinds)), np.diff(bounds, prepend=0)))


def _leads(
    script: Script, stream: np.random.Generator, nodes: list[Node], profiles: Profiles,
    kind: np.ndarray, slot: np.ndarray, kinds: list[str],
) -> np.ndarray:  # fmt: skip
    """Larger employers and livelier counties lead more; an employer only while active in that field."""
    types = np.array([node.type for node in nodes])
    vigour = np.array([_vigour(script, nodes[node.top].code) for node in nodes])
    unit = np.empty(len(kind), np.int64)
    level = stream.choice([*_LEADS, "grassroots"], len(kind), p=[*_LEADS.values(), 1 - sum(_LEADS.values())])
    for name in [*_LEADS, "grassroots"]:
        rows, picks = np.flatnonzero(types == name), np.flatnonzero(level == name)
        size = np.maximum(profiles.workers[rows, -1], 1) ** 0.6
        weights = vigour[rows] * (size if name == "grassroots" else 1)
        unit[picks] = stream.choice(rows, len(picks), p=weights / weights.sum())
    tops = np.array([node.top for node in nodes])
    city_only = np.isin(kind, [kinds.index(code) for code in script.words["city_led"]])
    # The city's own are set by the script: what fell to it goes to a county.
    counties = np.flatnonzero(types == "county")
    unit = np.where(city_only & (unit == 0), stream.choice(counties, len(unit)), unit)
    employer = types[unit] == "grassroots"
    skilled = np.isin(kind, [kinds.index(code) for code in SKILLS])
    idle = employer & ~profiles.exists[unit, slot]
    idle |= employer & skilled & ~profiles.skills[unit, slot]
    idle |= employer & (kind == kinds.index(SAFETY)) & ~profiles.safety[unit, slot]
    stand_in = np.where(tops[unit] == 0, stream.choice(counties, len(unit)), tops[unit])
    return np.where(idle, stand_in, unit)


def _vigour(script: Script, top: str) -> float:
    return float(script.words["counties"].get(top, script.words["zones"])["vigour"])


def _days(
    script: Script, stream: np.random.Generator, nodes: list[Node], kinds: list[str],
    kind: np.ndarray, slot: np.ndarray, unit: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """A day of the year by the season of the kind; few on Sundays, hardly any in the lull."""
    month = np.empty(len(kind), np.int64)
    for row, code in enumerate(kinds):
        picks = np.flatnonzero(kind == row)
        weights = np.array(script.words["months"], float)
        for peak in script.words["kinds"].get(code, {"peak": [3, 9]})["peak"]:
            weights[peak - 1] *= PEAK
        month[picks] = stream.choice(12, len(picks), p=weights / weights.sum())
    year = np.array(script.years)[slot]
    days = ((year - 1970) * 12 + month).astype("datetime64[M]").astype("datetime64[D]") + stream.integers(
        0, 28, len(kind)
    )
    lull = script.words["lull"]
    silent = (days >= np.datetime64(lull["from"])) & (days <= np.datetime64(lull["to"]))
    silent &= stream.random(len(days)) > lull["keep"]
    days = np.where(silent, days + np.timedelta64(150, "D"), days)
    sunday = (days.astype(np.int64) + 3) % 7 == 6
    days = np.where(sunday & (stream.random(len(days)) < 0.7), days - 1, days)
    # An employer leads nothing before its founding or after its end.
    first = np.array([node.founded or "1900-01-01" for node in nodes], "datetime64[D]")[unit]
    late = np.array([f"{y}-12-20" for y in script.years], "datetime64[D]")[slot]
    return np.where(days < first, np.minimum(np.maximum(first + 30, days), late), days)


def _twin(script: Script, calendar: Calendar) -> None:
    """One in a hundred or so is a near duplicate: same organiser, kind and name, the same day or the next."""
    stream = script.stream("twins")
    plain = ~calendar.fixed & ~calendar.of(*SKILLS, "law-education", "law-contest")
    twin = plain & np.roll(plain, 1) & (stream.random(len(plain)) < 0.012)
    twin &= ~np.roll(twin, 1) & (calendar.slot == np.roll(calendar.slot, 1))
    twin[0] = False
    rows = np.flatnonzero(twin)
    calendar.kind[rows], calendar.unit[rows] = calendar.kind[rows - 1], calendar.unit[rows - 1]
    calendar.twin[:] = twin
