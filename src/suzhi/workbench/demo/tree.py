"""The tree of units: the place's own federations, and invented unions below them, in depth-first order.

The order makes every subtree a run of neighbouring rows, and so every subtree's people as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

from suzhi.workbench.demo.names import MARK, stems
from suzhi.workbench.demo.numbers import uscc
from suzhi.workbench.demo.script import Script
from suzhi.workbench.demo.table import NOWHERE

# What an employer is: nature, its share, the ending of its name, the first digits of its credit code.
_EMPLOYERS = (
    ("enterprise", 0.80, "有限公司工会", "91"),
    ("institution", 0.11, "", "12"),
    ("agency", 0.06, "", "11"),
    ("social", 0.03, "协会工会", "51"),
)
_INSTITUTIONS = ("中学工会", "小学工会", "中心医院工会", "职业技术学校工会", "养护中心工会", "文化馆工会")
_AGENCIES = ("管理局机关工会", "服务中心机关工会", "执法大队机关工会")


@dataclass(slots=True)
class Node:
    """One unit while the tree is made. ``real`` ones come from the place pack."""

    code: str
    name: str
    short: str
    type: str
    area: str
    real: bool = False
    nature: str = ""
    public: bool = False
    industry: str = ""
    uscc: str = ""
    founded: date | None = None
    closed: date | None = None
    successor: int = NOWHERE
    parent: int = NOWHERE
    top: int = 0
    last: int = 0
    depth: int = 0
    moved_to: int = NOWHERE
    moved_on: date | None = None
    children: list[Node] = field(default_factory=list)


def plant(script: Script) -> list[Node]:
    """Every unit, each followed by its subtree."""
    planter = _Planter(script)
    nodes = _flatten(planter.root())
    _close_some(script, nodes)
    _move_some(script, nodes)
    return nodes


class _Planter:
    """Makes the nodes; holds the stream and the words not yet used."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.stream = script.stream("tree")
        self.stems = iter(stems(self.stream, script.scale.units + 50))
        self.codes: dict[str, int] = {}
        self.employers = 0

    def root(self) -> Node:
        """The city with everything below it."""
        words, place, scale = self.script.words, self.script.place, self.script.scale
        city = self._real(place["city"])
        counties = [self._real(entry) for entry in place["counties"]]
        zones = [self._real(entry) for entry in place["zones"]]
        systems = [self._system(name, city) for name in words["systems"][: scale.systems]]
        rest = scale.units - 1 - len(counties) - len(zones) - len(systems) - scale.townships - scale.joints
        shares = {c.code: words["counties"][c.code]["share"] for c in counties}
        self._employ(city, self._mix_of(city), int(rest * 0.04))
        for system in systems:
            self._employ(system, "town", int(rest * 0.06 / len(systems)))
        for zone in zones:
            self._employ(zone, words["zones"]["mix"], int(rest * 0.08 / len(zones)))
        left = rest - sum(len(node.children) for node in [city, *systems, *zones])
        towns = _spread(scale.townships, list(shares.values()), least=1)
        joints = _spread(scale.joints, list(shares.values()))
        for county, town, joint, own in zip(
            counties, towns, joints, _spread(left, list(shares.values())), strict=True
        ):
            self._county(county, town, joint, own)
        city.children += [*systems, *zones, *counties]
        return city

    def _real(self, entry: dict[str, Any]) -> Node:
        area = entry.get("area") or entry["lies_in"]
        return Node(
            entry["code"], entry["name"], entry["short"], entry["type"], area, real=True, founded=None
        )

    def _system(self, name: str, city: Node) -> Node:
        return Node(self._code("XT"), f"{city.short}{name}系统工会{MARK}", f"{name}系统", "system", city.area)

    def _county(self, county: Node, towns: int, joints: int, employers: int) -> None:
        mix = self._mix_of(county)
        places = [self._township(county, number) for number in range(towns)]
        counts = _spread(int(employers * 0.68), self.stream.uniform(0.4, 1.6, towns).tolist())
        for place, count in zip(places, counts, strict=True):
            self._employ(place, mix, count)
        for number in range(joints):
            self._join(places[number % towns], mix)
        self._employ(county, mix, employers - sum(counts))
        county.children += places

    def _township(self, county: Node, number: int) -> Node:
        stem = next(self.stems)
        kind = "街道" if number % 4 == 1 else "镇" if number % 3 else "乡"
        name = f"{county.short}{stem}{kind}总工会{MARK}"
        return Node(self._code(county.code + "T"), name, stem + kind, "township", county.area)

    def _join(self, township: Node, mix: str) -> None:
        """A joint union takes over some of the township's employers."""
        stem = next(self.stems)
        name = f"{township.short}{stem}片区联合工会{MARK}"
        joint = Node(self._code(township.area + "L"), name, stem + "片区", "joint", township.area)
        taken = min(len(township.children) // 3, 5)
        joint.children, township.children = township.children[:taken], township.children[taken:]
        township.children.append(joint)

    def _employ(self, parent: Node, mix: str, count: int) -> None:
        weights = np.array([entry[2] for entry in self.script.words["mixes"][mix]], float)
        natures = np.array([share for _, share, _, _ in _EMPLOYERS])
        for _ in range(count):
            trade = self.script.words["mixes"][mix][
                self.stream.choice(len(weights), p=weights / weights.sum())
            ]
            kind = _EMPLOYERS[self.stream.choice(len(natures), p=natures / natures.sum())]
            parent.children.append(self._employer(parent, kind, trade))

    def _employer(self, parent: Node, kind: tuple[str, float, str, str], trade: list[Any]) -> Node:
        nature, _, ending, lead = kind
        stem, area = next(self.stems), self._area(parent)
        industry, noun = (trade[0], trade[1]) if nature == "enterprise" else ("", "")
        if nature == "institution":
            ending, industry = str(self.stream.choice(_INSTITUTIONS)), "P8334"
        elif nature == "agency":
            ending, industry = str(self.stream.choice(_AGENCIES)), "S9221"
        self.employers += 1
        public = nature in {"institution", "agency"} or (
            nature == "enterprise" and self.stream.random() < 0.21
        )
        code = uscc(self.employers, lead) if self.stream.random() < 0.93 else ""
        prefix = {"system": "市属", "township": "", "joint": ""}.get(parent.type, parent.short)
        name = f"{prefix}{stem}{noun}{ending}{MARK}"
        unit = Node(
            self._code(area + "-"), name, stem + noun, "grassroots", area, nature=nature, public=public
        )
        unit.industry, unit.uscc, unit.founded = industry, code, self._founding()
        return unit

    def _founding(self) -> date | None:
        draw = self.stream.random()
        if draw < 0.05:
            return None  # nobody remembers
        first, span = (date(1985, 1, 1), 11_000) if draw < 0.87 else (date(2016, 2, 1), 1_600)
        return first + timedelta(days=int(self.stream.integers(0, span)))

    def _area(self, parent: Node) -> str:
        if parent.type in {"city", "system"}:
            return str(self.stream.choice(sorted(self.script.words["counties"])))
        return parent.area

    def _mix_of(self, node: Node) -> str:
        return str(self.script.words["counties"].get(node.code, {}).get("mix", "town"))

    def _code(self, prefix: str) -> str:
        self.codes[prefix] = self.codes.get(prefix, 0) + 1
        return f"{prefix}{self.codes[prefix]:04d}"


def _spread(total: int, weights: list[float], least: int = 0) -> list[int]:
    """Whole parts of a total in proportion, none below ``least``, the largest remainders first."""
    scale = (total - least * len(weights)) / (sum(weights) or 1)
    parts = [least + int(weight * scale) for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: -(weights[i] * scale % 1))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def _flatten(root: Node) -> list[Node]:
    nodes: list[Node] = []

    def visit(node: Node, parent: int, top: int, depth: int) -> None:
        place = len(nodes)
        node.parent, node.depth, node.top = parent, depth, top if depth > 1 else place
        if depth == 1 and node.type == "grassroots":
            node.top = 0
        nodes.append(node)
        for child in sorted(node.children, key=lambda child: child.type != "grassroots"):
            visit(child, place, node.top, depth + 1)
        node.last = len(nodes)

    visit(root, NOWHERE, 0, 0)
    return nodes


def _employers(nodes: list[Node]) -> list[int]:
    return [row for row, node in enumerate(nodes) if node.type == "grassroots"]


def _close_some(script: Script, nodes: list[Node]) -> None:
    """A few unions end; half of them go over to a neighbour under the same parent."""
    stream = script.stream("closings")
    rows = _employers(nodes)
    for row in sorted(stream.choice(rows, max(2, len(rows) // 60), replace=False).tolist()):
        node = nodes[row]
        node.closed = date(int(stream.choice(script.years[1:])), 6, 30)
        if node.founded and node.founded.year >= script.years[0]:
            node.founded = date(2009, 3, 8)
        heirs = [r for r in rows if nodes[r].parent == node.parent and not nodes[r].closed and r != row]
        if heirs and stream.random() < 0.5:
            node.successor = int(stream.choice(heirs))
            nodes[node.successor].founded = date(2008, 5, 1)


def _move_some(script: Script, nodes: list[Node]) -> None:
    """A few unions change the federation they report to, on the first day of a year."""
    stream = script.stream("moves")
    rows = [row for row in _employers(nodes) if not nodes[row].closed and nodes[row].top]
    tops = sorted({nodes[row].top for row in rows})
    for row in sorted(stream.choice(rows, max(2, len(rows) // 100), replace=False).tolist()):
        nodes[row].moved_to = int(stream.choice([top for top in tops if top != nodes[row].top]))
        nodes[row].moved_on = date(int(stream.choice(script.years[2:])), 1, 1)
        nodes[row].founded = nodes[row].founded and min(nodes[row].founded, date(2014, 7, 1))
