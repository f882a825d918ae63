"""All values as a workbook agree with `suzhi values`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from domains.reports.city import City, command
from suzhi.domains.plans.api import plan_years, values
from suzhi.domains.reports.books import write_issue_book
from suzhi.engines.org.api import Unit


def rows_of(path: Path) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(path)["数值"]
    head, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_every_unit_and_year(city: City, tmp_path: Path) -> None:
    path = tmp_path / "values.xlsx"
    assert command("values", "--unit", "all", "--year", "all", "-o", path) == 0
    found = {(r["指标编码"], r["单位编码"], r["年度"]): r for r in rows_of(path)}
    listing = list(values(city.plan, Unit.objects.all(), plan_years(city.plan)))
    assert len(found) == len(listing) > 1000
    for item in listing:
        row = found[item["code"], item["unit"], item["year"]]
        if item.get("of") is not None:
            assert (row["下级达到数"], row["下级总数"]) == (item["met"], item["of"])
        else:
            assert row["精确值"] == item["value"], item


def test_the_frozen_values_stay_in_the_workbook_of_an_issue(city: City, tmp_path: Path) -> None:
    from suzhi.domains.activities.models import Activity

    issue = city.issue()
    Activity.objects.all().delete()
    path = tmp_path / "issue.xlsx"
    assert write_issue_book(issue, city.plan, path) == issue.manifest["values"]
    found = {(r["指标编码"], r["单位编码"], r["年度"]): r for r in rows_of(path)}
    assert found["law-talks", "C", 2017]["精确值"] == "6"
    keys = {row.key for row in issue.values.all()}
    assert {row["值编号"] for row in found.values()} == keys
