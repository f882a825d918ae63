"""The activities in detail: names, states, late reporting, head-counts, campaigns, partners, dirt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from suzhi.engines.kinds.api import kind as kind_of
from suzhi.workbench.demo.calendar import REPRESENTATIVES, Calendar
from suzhi.workbench.demo.names import MARK
from suzhi.workbench.demo.script import Script
from suzhi.workbench.demo.table import NOWHERE, Table, choices, dates, moments, numbers, ranks
from suzhi.workbench.demo.tree import Node

STATES = ("draft", "returned", "confirmed", "reviewed", "verified")
# What the four virtues are a theme of.
_OF_VIRTUE = ("themed-education", "model-worker-talk")
_LEVEL = {"city": 30, "county": 12, "zone": 6, "system": 6, "township": 3, "joint": 2, "grassroots": 1}
_HOURS = np.array([2, 4, 8, 16, 24, 40])


@dataclass(slots=True)
class Details:
    """What the rosters need to know of each activity."""

    table: Table
    has_roster: np.ndarray
    hours: np.ndarray
    created: pa.Array


def detail(script: Script, nodes: list[Node], calendar: Calendar, enrolled: dict[str, int]) -> Details:
    """Give every activity its details; ``enrolled`` is what the rosters of the goal kinds will hold."""
    stream = script.stream("activities")
    count = len(calendar.kind)
    federation = np.array([node.real for node in nodes])[calendar.unit]
    has_roster = roster_marks(script, nodes, calendar)
    state = _states(script, stream, calendar, federation)
    hours = np.where(
        np.array(["hours" in kind_of(code).traits for code in calendar.kinds])[calendar.kind],
        _HOURS[stream.choice(len(_HOURS), count, p=[0.3, 0.3, 0.2, 0.1, 0.07, 0.03])], 0,
    )  # fmt: skip
    longer = np.where(stream.random(count) < 0.15, stream.integers(1, 20, count), 0)
    lasts = np.where(hours > 8, hours // 8, longer)
    december = (calendar.starts.astype("datetime64[Y]") + 1).astype("datetime64[D]") - 1
    ends = np.minimum(calendar.starts + lasts, december)
    created = moments(ends + _lags(stream, count), stream.integers(28_800, 64_800, count))
    places = script.words["places"]
    columns = {
        "key": keys(script, calendar),
        "kind": choices(calendar.kinds, calendar.kind),
        "name": _names(script, stream, nodes, calendar),
        "unit_id": calendar.unit,
        "starts_on": dates(calendar.starts),
        "ends_on": dates(np.where((lasts > 0) | (stream.random(count) < 0.6), ends, np.datetime64("NaT"))),
        "place": choices(["", *places], _often_none(stream, count, len(places), 0.14)),
        "theme": _themes(script, stream, calendar),
        "headcount": _headcounts(script, stream, nodes, calendar, has_roster, state, enrolled),
        "hours": numbers(hours, hours > 0),
        "campaign_id": _campaigns(script, stream, calendar),
        "extra": ["{}"] * count,
        "state": choices(STATES, state),
        "rank": np.array(ranks(STATES))[state],
        "return_reason": choices(
            ["", *script.words["returns"]],
            np.where(state == 1, stream.integers(1, len(script.words["returns"]) + 1, count), 0),
        ),
        "created_at": created,
    }
    refs = {"unit_id": "org_unit", "campaign_id": "activities_campaign"}
    table = Table("activities_activity", columns, refs)
    return Details(table, has_roster, hours, created)


def roster_marks(script: Script, nodes: list[Node], calendar: Calendar) -> np.ndarray:
    """Which activities have a roster; the others tell a head-count."""
    stream = script.stream("rosters-or-counts")
    official = np.array([node.type != "grassroots" for node in nodes])[calendar.unit]
    drawn = stream.random(len(calendar.kind)) < np.where(official, 0.55, 0.68)
    return (drawn | calendar.fixed | calendar.of(REPRESENTATIVES)) & ~calendar.twin


def keys(script: Script, calendar: Calendar) -> list[str]:
    """HD, the year, and the number within the year."""
    new_years = np.array([f"{year}-01-01" for year in script.years], "datetime64[D]")
    start = np.searchsorted(calendar.starts, new_years)
    year = calendar.starts.astype("datetime64[Y]").astype(np.int64) + 1970
    number = np.arange(len(year)) - start[np.clip(year - script.years[0], 0, len(start) - 1)] + 1
    return [f"HD{y}{n:05d}" for y, n in zip(year.tolist(), number.tolist(), strict=True)]


def _states(
    script: Script, stream: np.random.Generator, calendar: Calendar, federation: np.ndarray
) -> np.ndarray:
    """Old records are verified; of the last year many are only confirmed; a few are drafts or returned."""
    count = len(calendar.kind)
    last = calendar.slot == len(script.years) - 1
    draw = stream.random(count)
    settled = np.where(last, 0.35, 0.8)
    state = np.where(draw < settled, 4, np.where(draw < settled + 0.6 * (1 - settled), 3, 2))
    odd = stream.random(count)
    state = np.where(odd < np.where(last, 0.035, 0.012), 0, state)
    state = np.where((odd > 0.991) & ~federation, 1, state)
    return np.where(calendar.fixed, 4, state)


def _lags(stream: np.random.Generator, count: int) -> np.ndarray:
    """Days until somebody wrote it down: mostly within a week, some after months."""
    bounds = np.array([[0, 7], [7, 30], [30, 90], [90, 240]])
    chosen = bounds[stream.choice(4, count, p=[0.68, 0.21, 0.08, 0.03])]
    return (stream.random(count) * (chosen[:, 1] - chosen[:, 0]) + chosen[:, 0]).astype(np.int64)


def _names(script: Script, stream: np.random.Generator, nodes: list[Node], calendar: Calendar) -> list[str]:
    """Who, when and what; an invented activity of a real federation is marked. Some hold a stray space."""
    called = [
        script.words["kinds"].get(code, {"called": ["职工代表培训"]})["called"] for code in calendar.kinds
    ]
    pick = stream.random(len(calendar.kind))
    pick = np.where(calendar.twin, np.roll(pick, 1), pick)
    stray = stream.random(len(calendar.kind)) < 0.01
    made = []
    for kind, unit, slot, draw, odd in zip(
        *(part.tolist() for part in (calendar.kind, calendar.unit, calendar.slot, pick, stray)), strict=True
    ):
        node, phrases = nodes[unit], called[kind]
        phrase = phrases[int(draw * len(phrases))]
        mark = MARK if node.real else ""
        gap = "  " if odd else ""
        made.append(f"{script.years[slot]}年{node.short}{gap}{phrase}{mark}")
    return made


def _often_none(stream: np.random.Generator, count: int, choices_: int, none: float) -> np.ndarray:
    return np.where(stream.random(count) < none, 0, stream.integers(1, choices_ + 1, count))


def _themes(script: Script, stream: np.random.Generator, calendar: Calendar) -> pa.Array:
    """One of the four virtues as the theme of most of the kinds that carry them."""
    virtues = script.words["virtues"]
    carries = np.array([kind_of(code).counts_as in _OF_VIRTUE for code in calendar.kinds])[calendar.kind]
    pick = np.where(carries, _often_none(stream, len(carries), len(virtues), 0.2), 0)
    return choices(["", *virtues], pick)


def _headcounts(
    script: Script, stream: np.random.Generator, nodes: list[Node], calendar: Calendar,
    has_roster: np.ndarray, state: np.ndarray, enrolled: dict[str, int],
) -> pa.Array:  # fmt: skip
    """Visits without names. Those of the goal kinds make up what their rosters leave of the goal."""
    count = len(has_roster)
    level = np.array([_LEVEL[node.type] for node in nodes], float)[calendar.unit]
    heads = np.maximum(stream.lognormal(3.6, 0.6, count) * level**0.5, 8).astype(np.int64)
    for code, goal in script.words["goals"].items():
        counted = calendar.of(code) & ~has_roster & (state >= 2)
        missing = max(goal - enrolled.get(code, 0), 5 * int(counted.sum()))
        for slot, share in enumerate(script.words["goal_years"][code]):
            rows = np.flatnonzero(counted & (calendar.slot == slot))
            if len(rows):
                weights = stream.lognormal(0, 0.4, len(rows)) * level[rows]
                heads[rows] = np.maximum(weights / weights.sum() * missing * share, 3).astype(np.int64)
    # One roster in forty also tells a head-count, as people do; figures must not count it twice.
    return numbers(heads, ~has_roster | (stream.random(count) < 0.025))


def _campaigns(script: Script, stream: np.random.Generator, calendar: Calendar) -> np.ndarray:
    """Half of the activities of a campaign's kinds belong to the campaign of their year."""
    made = np.full(len(calendar.kind), NOWHERE)
    themes = script.words["campaigns"]
    for number, theme in enumerate(themes):
        joins = calendar.of(*theme["kinds"]) & (stream.random(len(made)) < 0.5)
        made = np.where(joins, calendar.slot * len(themes) + number, made)
    return made


def campaign_table(script: Script) -> Table:
    """One of each theme for every year, led by the city."""
    rows = [(year, theme) for year in script.years for theme in script.words["campaigns"]]
    numbers_ = [number % len(script.words["campaigns"]) + 1 for number in range(len(rows))]
    columns = {
        "code": [f"ZT{year}-{number:02d}" for (year, _), number in zip(rows, numbers_, strict=True)],
        "name": [f"{year}年{theme['name']}{MARK}" for year, theme in rows],
        "unit_id": np.zeros(len(rows), np.int64),
        "created_at": [f"{year}-01-15T02:00:00Z" for year, _ in rows],
    }
    return Table("activities_campaign", columns, {"unit_id": "org_unit"})


def partner_table(script: Script, nodes: list[Node], calendar: Calendar) -> Table:
    """Some activities of federations have one to three partners."""
    stream = script.stream("partners")
    official = np.array([row for row, node in enumerate(nodes) if node.type != "grassroots"])
    pairs: set[tuple[int, int]] = set()
    leads = np.flatnonzero(np.isin(calendar.unit, official) & (stream.random(len(calendar.unit)) < 0.18))
    for row in leads.tolist():
        for partner in stream.choice(official, int(stream.integers(1, 4))).tolist():
            if partner != calendar.unit[row]:
                pairs.add((row, partner))
    ordered = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    return Table(
        "activities_partner",
        {"activity_id": ordered[:, 0], "unit_id": ordered[:, 1]},
        {"activity_id": "activities_activity", "unit_id": "org_unit"},
    )
