"""Forms that correct without a version, or something that stands beside the row: nothing is overwritten in silence."""

from __future__ import annotations

from typing import Any

import pytest

from domains.test_meanwhile import CASES, DAY, SYSTEM, client_of, code_of, text
from filled import filled
from suzhi.engines.people.api import register_person

YEAR = {"ownership": "public", "nature": "enterprise", "year": "2017"}


def test_the_year_of_a_unit_is_watched(cast: Any) -> None:
    path = f"/units/{cast.units['A1'].pk}/year/?year=2017"
    county, office = client_of(cast, "county_reviewer", "A"), client_of(cast, "city_office", "C")
    assert county.post(path, filled(county, path, **YEAR, workers="100")).status_code == 302
    mine = filled(office, path, workers="300")
    county.post(path, filled(county, path, workers="200"))
    page = text(office.post(path, mine))
    assert "“职工数”由“100”改为“200”" in page and "县级审核员A" in page
    assert cast.units["A1"].years.get().workers == 200


def test_a_year_that_somebody_else_entered_meanwhile_is_not_overwritten(cast: Any) -> None:
    path = f"/units/{cast.units['A1'].pk}/year/?year=2017"
    county, office = client_of(cast, "county_reviewer", "A"), client_of(cast, "city_office", "C")
    mine = filled(office, path, **YEAR, workers="300")
    county.post(path, filled(county, path, **YEAR, workers="100"))
    assert "看不出" in text(office.post(path, mine))
    assert cast.units["A1"].years.get().workers == 100
    # Nor another year than the one that was opened.
    county.post(path, filled(county, path, year="2018", workers="100"))
    assert "已另有登记" in text(office.post(path, filled(office, path, year="2018", workers="1")))


def test_where_a_person_belongs_is_watched(cast: Any) -> None:
    record = register_person(actor=SYSTEM, unit=cast.units["A1"], name="周一", joined_on=DAY)
    office = client_of(cast, "city_office", "C")
    leave, move = (f"/people/{record.pk}/{act}/" for act in ("leave", "transfer"))
    mine = filled(office, leave, on="2019-01-01")
    again = client_of(cast, "city_office", "C")
    again.post(move, filled(again, move, unit="B1", on="2018-01-01"))
    page = text(office.post(leave, mine))
    assert "所在单位" in page and "本人（在另一处）" in page
    assert record.memberships.filter(left_on=None).count() == 1


def test_a_dated_event_of_a_unit_is_watched(cast: Any) -> None:
    unit = cast.units["A1"]
    office = client_of(cast, "city_office", "C")
    move, close = (f"/units/{unit.pk}/{act}/" for act in ("move", "close"))
    mine = filled(office, close, on="2019-01-01", reason="批复")
    office.post(move, filled(office, move, parent="B", on="2018-01-01", reason="批复"))
    assert "上级" in text(office.post(close, mine))
    unit.refresh_from_db()
    assert unit.closed_on is None


@pytest.mark.parametrize("opened", ["", "…", "²", "1", "9" * 400, "1.zz", "-1."])
@pytest.mark.parametrize("name", list(CASES))
def test_without_a_version_or_with_a_broken_one_nothing_is_overwritten_in_silence(
    cast: Any, name: str, opened: str
) -> None:
    case = CASES[name]
    record = case.make(cast)
    path = case.path.format(record.pk)
    county, office = client_of(cast, "county_reviewer", "A"), client_of(cast, "city_office", "C")
    county.post(path, filled(county, path, **case.first))
    record.refresh_from_db()
    stands = getattr(record, case.field)
    page = text(office.post(path, case.second | {"opened": opened}))
    assert "看不出打开本页之后有没有别人改过" in page and "县级审核员A" in page
    record.refresh_from_db()
    assert getattr(record, case.field) == stands
    assert office.post(path, case.second | {"acknowledged": code_of(page)}).status_code == 302
