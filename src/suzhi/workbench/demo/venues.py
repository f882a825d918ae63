"""Places of the programme: book houses by county and year, stations, bases, and what each county runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from suzhi.engines.kinds.api import kind as kind_of
from suzhi.workbench.demo.names import MARK
from suzhi.workbench.demo.script import Script
from suzhi.workbench.demo.table import Table, dates, moments, numbers, ranks
from suzhi.workbench.demo.tree import Node


@dataclass(slots=True)
class Venues:
    """Venues as lists."""

    kind: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    unit: list[int] = field(default_factory=list)
    opened: list[date] = field(default_factory=list)
    county: list[int] = field(default_factory=list)

    def add(self, kind: str, nodes: list[Node], unit: int, county: int, opened: date) -> None:
        """One venue; one of a real federation is marked as invented."""
        node = nodes[unit]
        self.kind.append(kind)
        self.name.append(f"{node.short}{kind_of(kind).name}{MARK}")
        self.unit.append(unit)
        self.county.append(county)
        self.opened.append(opened)


def build(script: Script, nodes: list[Node]) -> Venues:
    """Everything that the script says of venues."""
    stream, venues = script.stream("venues"), Venues()
    counties = {node.code: row for row, node in enumerate(nodes) if node.type == "county"}
    for code, county in counties.items():
        entry = script.words["counties"][code]
        _county(stream, venues, nodes, county, entry, script.years)
    _stations(script, stream, venues, nodes, list(counties.values()))
    middle = script.years[len(script.years) // 2]
    venues.add("training-base", nodes, 0, 0, date(middle, 5, 18))
    venues.add("workers-palace", nodes, 0, 0, date(1998, 5, 1))
    venues.add("legal-aid-centre", nodes, 0, 0, date(2009, 12, 4))
    employers = [row for row, node in enumerate(nodes) if node.type == "grassroots" and not node.closed]
    for row in stream.choice(employers, max(12, len(employers) // 25)).tolist():
        kind = str(stream.choice(["innovation-studio", "enterprise-centre", "training-site", "book-house"]))
        venues.add(kind, nodes, row, nodes[row].top, _day(stream, int(stream.choice(script.years))))
    return venues


def _county(
    stream: np.random.Generator, venues: Venues, nodes: list[Node], county: int, entry: dict, years: list[int]
) -> None:
    places = {"grassroots", "township"}
    below = [row for row in range(county, nodes[county].last) if nodes[row].type in places]
    below = [row for row in below if not nodes[row].closed and not nodes[row].moved_on]
    for year, houses in zip(years, entry["houses"], strict=True):
        for row in stream.choice(below, houses).tolist():
            venues.add("book-house", nodes, row, county, _day(stream, year))
    venues.add("workers-school", nodes, county, county, date(2012, 9, 1))
    venues.add("legal-aid-centre", nodes, county, county, date(2013, 3, 15))
    if entry["help"]:
        venues.add("help-centre", nodes, county, county, date(2008, 1, 10))
    if entry["lift"] >= 0:
        venues.add("workers-palace", nodes, county, county, date(2003, 4, 28))


def _stations(
    script: Script, stream: np.random.Generator, venues: Venues, nodes: list[Node], counties: list[int]
) -> None:
    """The first of each county in the year that the script names, then more in the lively ones."""
    years = script.years
    for county in counties:
        first = script.words["counties"][nodes[county].code]["station"]
        venues.add("cultural-station", nodes, county, county, _day(stream, first))
    lively = [row for row in counties if script.words["counties"][nodes[row].code]["vigour"] >= 1]
    for number in range(script.words["stations"] - len(counties)):
        county = lively[number % len(lively)]
        opened = _day(stream, years[1 + number % (len(years) - 1)])
        venues.add("cultural-station", nodes, county, county, opened)


def _day(stream: np.random.Generator, year: int) -> date:
    return date(year, int(stream.integers(2, 13)), int(stream.integers(1, 29)))


def venue_table(script: Script, venues: Venues) -> Table:
    """The venues as rows; sizes are missing for some, and a few have closed."""
    stream = script.stream("venue-rows")
    count = len(venues.kind)
    opened = np.array(venues.opened, "datetime64[D]")
    house = np.array([kind == "book-house" for kind in venues.kind])
    closes = (stream.random(count) < 0.02) & (opened < np.datetime64("2018-01-01")) & house
    closed = np.where(closes, opened + stream.integers(300, 900, count), np.datetime64("NaT"))
    known = stream.random((2, count)) < 0.9
    year = opened.astype("datetime64[Y]").astype(np.int64) + 1970
    columns = {
        "key": [f"ZD{y}{n:05d}" for n, y in enumerate(year.tolist(), 1)],
        "kind": venues.kind,
        "name": venues.name,
        "unit_id": np.array(venues.unit),
        "opened_on": dates(opened),
        "closed_on": dates(closed),
        "self_built": numbers(np.ones(count, bool), house),
        "area": numbers(stream.integers(20, 300, count), known[0]),
        "volumes": numbers(stream.integers(3, 60, count) * 50, house & known[1]),
        "extra": ["{}"] * count,
        "state": np.where(stream.random(count) < 0.8, "verified", "confirmed").tolist(),
        "created_at": moments(
            np.maximum(opened, np.datetime64("2016-01-05")) + stream.integers(0, 40, count),
            stream.integers(28_800, 61_200, count),
        ),
    }
    columns["rank"] = ranks(columns["state"])
    return Table("venues_venue", columns, {"unit_id": "org_unit"})
