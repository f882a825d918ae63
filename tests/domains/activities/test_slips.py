"""Obvious slips are asked about, nothing is chosen for the person, and nothing is offered that cannot be done."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from cast import Cast
from suzhi.domains.activities.api import Activity, record_activity
from suzhi.engines.workflow.api import Doubt


def client_of(cast: Cast, role: str, at: str) -> Client:
    client = Client()
    client.force_login(cast.account(role, at))
    return client


def sent(cast: Cast, **more: Any) -> dict[str, Any]:
    given = {"kind": "workers-lecture", "name": "讲座", "starts_on": date(2017, 5, 4), "headcount": 3}
    return {"actor": cast.actor("unit_chair", "A1"), "unit": cast.units["A1"], **given, **more}


def test_more_hours_than_the_days_hold_are_asked_about(cast: Cast) -> None:
    with pytest.raises(Doubt) as doubt:
        record_activity(**sent(cast, hours=Decimal(999)))
    assert doubt.value.code == "activities.hours_a_day"
    record_activity(**sent(cast, hours=Decimal(36), ends_on=date(2017, 5, 6)))
    record_activity(**sent(cast, name="长训班", hours=Decimal(999), acknowledged=["activities.hours_a_day"]))


def test_confirming_with_nobody_entered_is_asked_about(cast: Cast) -> None:
    chair = client_of(cast, "unit_chair", "A1")
    given = {
        "kind": "workers-lecture",
        "unit": "A1",
        "name": "讲座",
        "starts_on": "2017-05-04",
        "do": "confirm",
    }
    assert "没有登记参加情况" in chair.post("/activities/new/", given).content.decode()
    assert not Activity.objects.exists()
    chair.post("/activities/new/", given | {"acknowledged": "activities.nobody"})
    assert Activity.objects.get().state == "confirmed"


def test_no_kind_is_chosen_for_the_person(cast: Cast) -> None:
    chair = client_of(cast, "unit_chair", "A1")
    page = chair.get("/activities/new/").content.decode()
    assert '<option value="" selected>请选择</option>' in page
    given = {"unit": "A1", "name": "讲座", "starts_on": "2017-05-04", "do": "draft"}
    again = chair.post("/activities/new/", given).content.decode()
    assert "请选择。" in again and 'value="讲座"' in again
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("leader", set()),
        ("auditor", set()),
        ("recorder", {"报送", "更正"}),
        ("unit_chair", {"确认", "退回", "更正"}),
    ],
)
def test_only_what_this_role_can_do_now_is_offered(cast: Cast, role: str, offered: set[str]) -> None:
    record = record_activity(**sent(cast))
    at = "A1" if role in {"recorder", "unit_chair"} else "C"
    page = client_of(cast, role, at).get(f"/activities/{record.pk}/").content.decode()
    heading = page[page.index("<h1") : page.index('id="roster"')]
    assert "aria-disabled" not in page
    assert {
        label for label in ("报送", "确认", "退回", "审核通过", "核验", "更正") if f">{label}</" in heading
    } == offered


def test_what_may_be_uploaded_is_said_before_a_file_is_chosen(cast: Cast) -> None:
    record = record_activity(**sent(cast))
    page = client_of(cast, "recorder", "A1").get(f"/activities/{record.pk}/").content.decode()
    assert page.count("每份不超过 20 MB") == 2
    assert 'accept=".pdf,' in page
