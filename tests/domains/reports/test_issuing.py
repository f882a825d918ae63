"""Issuing freezes figures for good, and says what has become different since."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from domains.reports.city import YEAR, City, command, figures, printed
from suzhi.domains.activities.models import Activity
from suzhi.domains.reports.api import (
    check_document,
    earlier,
    issued,
    report_file,
    since_earlier,
    since_issued,
)
from suzhi.domains.reports.comparing import Difference
from suzhi.domains.reports.document.freezing import digest
from suzhi.domains.reports.models import Report
from suzhi.domains.reports.selectors import explained
from suzhi.domains.venues.models import Venue
from suzhi.engines.access.api import system_actor
from suzhi.engines.audit.api import Act
from suzhi.engines.metrics.api import ADDED, ALTERED, REMOVED, Issue, IssuedValue, Span, Value, ensure_fresh
from suzhi.engines.org.api import close_unit, merge_units, move_unit
from suzhi.kernel.errors import Refusal

US = system_actor("测试")
REFUSED = "Cannot update or delete|only ever added"


def talk(city: City, key: str, unit: str, day: date, **more: Any) -> Activity:
    kind = Activity.objects.values_list("kind", flat=True)[0]
    facts = {"kind": kind, "name": "普法活动", "state": "confirmed", **more}
    return Activity.objects.create(key=key, unit=city.units[unit], starts_on=day, **facts)


def by_code(found: list[Difference]) -> dict[tuple[str, str], Difference]:
    return {(one.place[0], one.either.unit_name): one for one in found}


def test_the_command_writes_a_report_that_verifies(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.docx"
    assert command("annual", "--unit", "C", "--year", "2017", "-o", path, "--json") == 0
    told = printed(capsys)
    assert path.read_bytes()[:2] == b"PK"
    assert told["values"] == IssuedValue.objects.filter(issue_id=told["issue"]).count() > 40
    assert command("verify", path, "--json") == 0
    verdict = printed(capsys)
    assert verdict["ok"] is True
    assert verdict["checked"] > 50
    assert verdict["issue"]["id"] == told["issue"]


def test_what_is_frozen_is_what_the_records_say(city: City) -> None:
    found = figures(city.issue())
    assert found["law-talks", "C", YEAR]["value"] == "6"
    assert found["law-talks", "A", YEAR]["value"] == "4"
    assert found["law-talks", "B", YEAR]["value"] == "2"
    assert found["law-talks", "C", 2016]["value"] == "1"
    houses = found["book-houses-each-county", "C", YEAR]
    assert (houses["children"], houses["children_met"], houses["least"], houses["target"]) == (
        2,
        1,
        "3",
        "20",
    )
    assert houses["state"] == "missed"
    assert found["book-houses-each-county", "B", YEAR]["value"] == "3"
    assert found["open-affairs-all", "C", YEAR]["state"] == "no_records"
    assert not [place for place in found if place[1] in ("A1", "B1")]


def test_a_frozen_figure_carries_all_it_consists_of(city: City) -> None:
    issue = city.issue()
    row = issue.values.get(code="law-talks", unit__code="C", year=YEAR)
    assert row.digest == digest(row.body)
    assert row.body["definition"] == city.plan.catalogue.definitions.get(code="law-talks").digest
    assert row.body["settings"] == city.plan.catalogue.settings == issue.settings
    assert row.body["cutoff"] == issue.cutoff.isoformat()
    stored = Value.objects.get(definition__code="law-talks", unit__code="C", year=YEAR)
    assert row.body["inputs"] == str(stored.checksum)
    assert row.body["basis"] == stored.definition.basis
    assert row.body["basis"]["unit"] == "场次"
    act = Act.objects.get(verb="reports.issue")
    assert (act.subject_id, act.detail["digest"]) == (issue.pk, issue.manifest["digest"])


def test_nothing_that_happens_later_changes_what_was_issued(city: City, tmp_path: Path) -> None:
    """Units move, merge and close, a record is corrected: live figures follow, issued ones do not."""
    issue, county = city.issue(), city.issue("A")
    kept = {row.key: (row.body, row.digest) for row in IssuedValue.objects.all()}
    move_unit(actor=US, unit=city.units["A1"], parent=city.units["B"], on=date(2017, 7, 1), reason="区划调整")
    close_unit(actor=US, unit=city.units["A2"], on=date(2017, 10, 1), reason="停产")
    Activity.objects.filter(key="M1").update(state="returned", rank=0)
    talk(city, "N1", "B1", date(2017, 12, 1))
    talk(city, "N2", "B1", date(2017, 12, 2))
    ensure_fresh()
    now = by_code(since_issued(issue))
    assert now["law-talks", "东县总工会"].written == ("4 场次", "2 场次")
    assert now["law-talks", "西县总工会"].written[1] == "5 场次"
    assert now["law-talks", "江城市总工会"].written == ("6 / 400 场次", "7 / 400 场次")
    assert by_code(since_issued(county))
    merge_units(actor=US, unit=city.units["B"], into=city.units["A"], on=date(2018, 1, 1), reason="合并")
    ensure_fresh()
    assert {row.key: (row.body, row.digest) for row in IssuedValue.objects.all()} == kept
    for one in (issue, county):
        assert check_document(report_file(one), issued(US)).ok


def test_a_second_issue_explains_itself_by_values_and_by_records(city: City) -> None:
    first = city.issue()
    Activity.objects.filter(key="L1").update(state="draft", rank=0)
    Activity.objects.filter(key="L2").update(headcount=50)
    talk(city, "N1", "A1", date(2017, 11, 1))
    talk(city, "N2", "A1", date(2017, 11, 2))
    talk(city, "D1", "A1", date(2017, 11, 3), state="draft")
    talk(city, "F1", "A1", date(2018, 11, 3))
    Activity.objects.filter(key="M2").delete()
    second = city.issue()
    before = earlier(second)
    assert before == first
    found = by_code(since_earlier(second, first))
    difference = found["law-talks", "江城市总工会"]
    assert difference.before is not None
    assert difference.written == ("6 / 400 场次，" + _rest(30 * 6), "6 / 400 场次，" + _rest(30 * 3 + 50))
    talk(city, "N3", "A1", date(2017, 12, 1))
    changes = {c.record.key: c.kind for c in explained(second, difference, Span(first.cutoff, second.cutoff))}
    assert changes == {"L1": REMOVED, "L2": ALTERED, "M2": REMOVED, "N1": ADDED, "N2": ADDED}
    now = {c.record.key: c.kind for c in explained(second, difference, Span(second.cutoff))}
    assert now == {"N3": ADDED}
    county = found["law-talks", "西县总工会"]
    assert [c.record.key for c in explained(second, county, Span(first.cutoff, second.cutoff))] == ["M2"]


def test_a_sum_that_moved_is_said_where_all_else_stayed(city: City) -> None:
    """One more house in the east: as many counties reach the target, and the least is the same."""
    issue = city.issue()
    house = Venue.objects.get(key="HA0")
    house.pk, house.key = None, "HA20"
    house.save()
    ensure_fresh()
    written = by_code(since_issued(issue))["book-houses-each-county", "江城市总工会"].written
    assert [words.split("，")[2] for words in written] == ["合计 23 个", "合计 24 个"]


def _rest(visits: int) -> str:
    return f"目标 400 场次，滞后，{visits} 人次"


def test_the_database_itself_refuses_to_change_what_was_issued(city: City) -> None:
    issue = city.issue()
    for rows in (Issue.objects.filter(pk=issue.pk), issue.values.all(), Report.objects.filter(issue=issue)):
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            rows._raw_delete("default")
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        issue.values.update(digest="0" * 64)
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(manifest={})


def test_figures_that_are_not_up_to_date_are_not_issued(city: City) -> None:
    from suzhi.domains.reports.api import issue_annual

    ensure_fresh()
    talk(city, "N1", "A1", date(2017, 11, 1))
    with pytest.raises(Refusal) as refused:
        issue_annual(actor=US, plan=city.plan, unit=city.units["C"], year=YEAR)
    assert refused.value.code == "reports.stale"
    assert not Issue.objects.exists()
    assert not list((report_folder()).glob("*"))


def report_folder() -> Path:
    from suzhi.domains.reports.storage import folder

    return folder()


@pytest.mark.parametrize(
    ("unit", "year", "code"),
    [("C", 2015, "reports.year"), ("C", 2021, "reports.year"), ("X", 2017, "reports.outside")],
)
def test_what_cannot_be_reported_is_refused(city: City, unit: str, year: int, code: str) -> None:
    from suzhi.engines.org.api import Line, Unit, rebuild_closure

    stranger = Unit.objects.create(code="X", name="外市总工会", type="city")
    Line.objects.create(unit=stranger, parent=None)
    rebuild_closure()
    city.units["X"] = stranger
    with pytest.raises(Refusal) as refused:
        city.issue(unit, year)
    assert refused.value.code == code


def test_a_number_makes_it_official_and_is_used_once(city: City) -> None:
    issue = city.issue(number="江工发〔2018〕3号", addressees=["市委"], copies_to=["市政府办公室"])
    assert issue.report.number == "江工发〔2018〕3号"
    assert check_document(report_file(issue), issued(US)).ok
    with pytest.raises(Refusal) as refused:
        city.issue("A", number="江工发〔2018〕3号")
    assert refused.value.code == "reports.number"
    assert Issue.objects.count() == 1


def test_a_report_is_of_one_unit_and_one_year(city: City, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="一个单位、一个年度"):
        command("annual", "--unit", "all", "--year", "2017", "-o", tmp_path / "x.docx")
    with pytest.raises(Refusal, match="一个单位、一个年度"):
        command("annual", "-o", tmp_path / "x.docx")
