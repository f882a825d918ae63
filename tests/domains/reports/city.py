"""The standing tree with a year's records: what is right can be counted on one's fingers.

2016: one law talk at A1. 2017: three law talks at A1 (March, August, September), two at B1.
Book houses built in 2017: 20 at A (as asked), 3 at B.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cast import Cast
from suzhi.config.cli import report
from suzhi.config.cli.main import parser_of
from suzhi.config.cli.verbs import VERBS
from suzhi.domains.plans.api import Plan
from suzhi.domains.reports.api import issue_annual
from suzhi.engines.access.api import system_actor
from suzhi.engines.metrics.api import Issue, ensure_fresh
from suzhi.engines.org.api import Unit
from worlds import clear, enter, load_plan

YEAR = 2017


def _talk(key: str, unit: str, day: date) -> dict[str, Any]:
    return {"key": key, "kind": "普法活动", "unit": unit, "day": day, "headcount": 30}


def _world() -> dict[str, Any]:
    talks = [_talk("L0", "A1", date(2016, 5, 4))]
    talks += [_talk(f"L{n}", "A1", date(2017, month, 1)) for n, month in ((1, 3), (2, 8), (3, 9))]
    talks += [_talk(f"M{n}", "B1", date(2017, 6, n)) for n in (1, 2)]
    houses = [("A", n) for n in range(20)] + [("B", n) for n in range(3)]
    return {
        "units": [
            {"code": "C", "name": "江城市总工会", "type": "市总", "parent": None},
            {"code": "A", "name": "东县总工会", "type": "县总", "parent": "C"},
            {"code": "B", "name": "西县总工会", "type": "县总", "parent": "C"},
            {"code": "A1", "name": "东县机床厂工会", "type": "基层工会", "parent": "A"},
            {"code": "A2", "name": "东县印刷厂工会", "type": "基层工会", "parent": "A"},
            {"code": "B1", "name": "西县纺织厂工会", "type": "基层工会", "parent": "B"},
        ],
        "activities": talks,
        "venues": [
            {"key": f"H{u}{n}", "kind": "职工书屋", "unit": u, "opened": date(2017, 2, 1), "self_built": True}
            for u, n in houses
        ],
    }


@dataclass
class City:
    """The plan, the units by code, and who works with them."""

    plan: Plan
    units: dict[str, Unit]
    cast: Cast

    def issue(self, unit: str = "C", year: int = YEAR, **more: Any) -> Issue:
        """Issue as the system does, after the figures are computed."""
        ensure_fresh()
        return issue_annual(
            actor=system_actor("测试"), plan=self.plan, unit=self.units[unit], year=year, **more
        )


def make_city() -> City:
    """Enter the world and its plan."""
    clear()
    enter(_world())
    plan = load_plan()
    units = {unit.code: unit for unit in Unit.objects.all()}
    return City(plan, units, Cast(units))


def figures(issue: Issue) -> dict[tuple[str, str, int], dict[str, Any]]:
    """The frozen bodies by code, unit and year."""
    rows = issue.values.select_related("unit")
    return {(row.code, row.unit.code, row.year): row.body["figure"] for row in rows}


def command(*words: str | Path) -> int:
    """``suzhi report ...`` as the command line runs it, less the start of the database."""
    return report.run(parser_of("report", VERBS["report"], report).parse_args([str(word) for word in words]))


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    """What the command printed, as JSON."""
    return json.loads(capsys.readouterr().out)
