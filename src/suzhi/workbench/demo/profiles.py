"""What the units were, year by year: workers, ownership, above scale; and which of them were active."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from suzhi.workbench.demo.script import Script
from suzhi.workbench.demo.table import Table, choices, moments, numbers
from suzhi.workbench.demo.tree import Node

_NATURES = ("enterprise", "institution", "agency", "social")
_OWNERS = ("nonpublic", "public")


@dataclass(slots=True)
class Profiles:
    """``workers``, ``exists``, ``skills`` and ``safety`` by unit and year; ``above`` by unit and year too."""

    workers: np.ndarray
    exists: np.ndarray
    above: np.ndarray
    skills: np.ndarray
    safety: np.ndarray


def profile(script: Script, nodes: list[Node]) -> Profiles:
    """Draw the years of every employer."""
    stream = script.stream("profiles")
    count, years = len(nodes), script.years
    employer = np.array([node.type == "grassroots" for node in nodes])
    size = np.where(employer, stream.lognormal(0, 1.05, count), 0)
    workers = _whole(size, script.scale.workers, least=np.where(employer, 6, 0))
    trend = np.linspace(0.94, 1.0, len(years)) + stream.normal(0, 0.03, (count, len(years)))
    by_year = np.maximum(
        (workers[:, None] * np.clip(trend, 0.8, 1.1)).astype(np.int64), employer[:, None] * 5
    )
    by_year[:, -1] = workers
    exists = employer[:, None] & np.array([[_existed(node, year) for year in years] for node in nodes])
    industrial = np.array(
        [node.nature == "enterprise" and node.industry[:1] in set("BCDEFGHIK") for node in nodes]
    )
    # The larger of the industrial employers are the ones above scale; a few cross the line in a year.
    line = np.quantile(workers[industrial], 1 - script.scale.above) if industrial.any() else 0
    wobble = stream.normal(1, 0.06, (count, len(years)))
    above = industrial[:, None] & (workers[:, None] * wobble >= line) & exists
    lift = np.array([_lift(script, nodes, node) for node in nodes])
    return Profiles(
        by_year, exists, above,
        _active(stream, script.words["skills_rate"], lift, nodes, years, above.any(axis=1)) & exists,
        _active(stream, script.words["safety_rate"], lift, nodes, years, industrial) & exists,
    )  # fmt: skip


def _whole(weights: np.ndarray, total: int, least: np.ndarray) -> np.ndarray:
    """Whole numbers in proportion to the weights that sum to the total, none below ``least``."""
    free = total - int(least.sum())
    exact = weights / weights.sum() * free
    parts = exact.astype(np.int64)
    short = free - int(parts.sum())
    parts[np.argsort(-(exact - parts), kind="stable")[:short]] += 1
    return parts + least


def _existed(node: Node, year: int) -> bool:
    born = node.founded is None or node.founded.year <= year
    return born and (node.closed is None or node.closed > date(year, 12, 30))


def _lift(script: Script, nodes: list[Node], node: Node) -> float:
    top = nodes[node.top].code
    return float(script.words["counties"].get(top, script.words["zones"])["lift"])


def _active(
    stream: np.random.Generator, rates: list[float], lift: np.ndarray, nodes: list[Node], years: list[int],
    measured: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """A unit keeps its temper: one draw per unit with a little noise, so that active units stay active.

    The draws of the units that the rate is measured on are spread evenly, so that small worlds meet it too.
    """
    draw = np.empty(len(nodes))
    for rows in (np.flatnonzero(measured), np.flatnonzero(~measured)):
        draw[rows] = (stream.permutation(len(rows)) + stream.random(len(rows))) / max(len(rows), 1)
    rate = np.clip(np.array(rates)[None, :] + lift[:, None], 0.02, 0.995)
    active = draw[:, None] + stream.normal(0, 0.02, (len(nodes), len(years))) < rate
    born = np.array([node.founded.year if node.founded else 0 for node in nodes])
    return active & (born[:, None] < np.array(years)[None, :])


def year_table(script: Script, nodes: list[Node], profiles: Profiles) -> Table:
    """The rows of the yearly profiles, a few optional numbers missing."""
    stream = script.stream("unit-years")
    unit, slot = np.nonzero(profiles.exists)
    count = len(unit)
    workers = profiles.workers[unit, slot]
    known = stream.random((4, count)) > 0.06
    obliged = tuple(script.words["obliged"])
    ownership = np.array([int(node.public) for node in nodes])[unit]
    nature = np.array([_NATURES.index(node.nature) if node.nature else 0 for node in nodes])[unit]
    industry = np.array([node.industry for node in nodes])
    due = np.array([node.industry.startswith(obliged) for node in nodes])[unit] & (nature == 0)
    year = np.array(script.years)[slot]

    def part(low: float, high: float) -> np.ndarray:
        return (workers * stream.uniform(low, high, count)).astype(np.int64)

    columns = {
        "unit_id": unit, "year": year, "ownership": choices(_OWNERS, ownership),
        "nature": choices(_NATURES, nature), "above_scale": profiles.above[unit, slot],
        "industry": industry[unit].tolist(), "disease_contract_due": due,
        "unionised": stream.random(count) < 0.94, "workers": workers,
        "women": numbers(part(0.2, 0.6), known[0]), "migrants": numbers(part(0.05, 0.5), known[1]),
        "front_line": numbers(part(0.4, 0.85), known[2]), "new_workers": numbers(part(0.02, 0.12), known[3]),
        "created_at": moments(_january(year), stream.integers(30_000, 60_000, count)),
    }  # fmt: skip
    return Table("org_unityear", columns, {"unit_id": "org_unit"})


def _january(year: np.ndarray) -> np.ndarray:
    """The list of a year is handed in by the end of its January."""
    return (year - 1970).astype("datetime64[Y]").astype("datetime64[D]") + np.timedelta64(24, "D")
