"""The tables of the tree: units, reporting lines, tags."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from suzhi.kernel.dates import EVER, FOREVER
from suzhi.workbench.demo.script import Script
from suzhi.workbench.demo.table import NOWHERE, Table
from suzhi.workbench.demo.tree import Node

_MADE = "2016-01-04T01:00:00Z"


def unit_table(nodes: list[Node]) -> Table:
    """The units themselves."""
    columns = {
        "code": [node.code for node in nodes],
        "name": [node.name for node in nodes],
        "type": [node.type for node in nodes],
        "area_code": [node.area for node in nodes],
        "uscc": [node.uscc for node in nodes],
        "founded_on": [node.founded for node in nodes],
        "closed_on": [node.closed for node in nodes],
        "successor_id": np.array([node.successor for node in nodes]),
        "created_at": [_MADE] * len(nodes),
    }
    return Table("org_unit", columns, {"successor_id": "org_unit"})


def line_table(nodes: list[Node]) -> Table:
    """One line for each unit, two for those that moved."""
    rows: list[tuple[int, int, date, date, str]] = []
    for row, node in enumerate(nodes):
        if node.moved_on is None:
            rows.append((row, node.parent, EVER, FOREVER, ""))
            continue
        rows.append((row, node.parent, EVER, node.moved_on - timedelta(days=1), ""))
        rows.append((row, node.moved_to, node.moved_on, FOREVER, "隶属关系调整（示例）"))
    columns = {
        "unit_id": np.array([row[0] for row in rows]),
        "parent_id": np.array([row[1] for row in rows]),
        "valid_from": [row[2] for row in rows],
        "valid_to": [row[3] for row in rows],
        "reason": [row[4] for row in rows],
        "created_at": [_MADE] * len(rows),
    }
    return Table("org_line", columns, {"unit_id": "org_unit", "parent_id": "org_unit"})


def tag_table(script: Script, nodes: list[Node]) -> Table:
    """The dated tags of the place pack."""
    row_of = {node.code: row for row, node in enumerate(nodes)}
    tags = script.place["tags"]
    columns = {
        "unit_id": np.array([row_of.get(tag["unit"], NOWHERE) for tag in tags]),
        "tag": [tag["tag"] for tag in tags],
        "valid_from": [tag["from"] for tag in tags],
        "valid_to": [tag.get("to") for tag in tags],
        "created_at": [_MADE] * len(tags),
    }
    return Table("org_unittag", columns, {"unit_id": "org_unit"})
