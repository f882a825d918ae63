"""Exports in the console: only what is in reach, numbers masked, long ones in the background."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from cast import Cast
from suzhi.engines.access.api import Grant
from suzhi.engines.audit.api import Act
from suzhi.engines.exchange.api import Job
from suzhi.engines.exchange.pages.console import views_export
from suzhi.engines.exchange.running import jobs
from suzhi.engines.people.api import reseat, seal_phone
from suzhi.engines.people.models import Membership, Person

pytestmark = pytest.mark.django_db
PHONE = "13800001234"


@pytest.fixture
def people(cast: Cast) -> Cast:
    """One worker in either county."""
    for code in ("A1", "B1"):
        person = Person(key=f"R{code}", name=f"工人{code}")
        person.phone_sealed, person.phone_hash = seal_phone(PHONE)
        person.save()
        Membership.objects.create(person=person, unit=cast.units[code], joined_on="2015-01-01")
    reseat(None)
    return cast


def signed_in(cast: Cast, role: str, at: str) -> Client:
    client = Client()
    client.force_login(cast.account(role, at))
    return client


def asked(client: Client, *sheets: str, form: str = "xlsx", **more: str) -> Any:
    return client.post("/exports/", {"sheets": sheets, "form": form, **more})


def body(answer: Any) -> bytes:
    assert answer.status_code == 200 and answer.streaming, answer.content.decode()[:500]
    return b"".join(answer.streaming_content)


def cells(content: bytes, sheet: str) -> list[str]:
    book = load_workbook(io.BytesIO(content))
    return [str(cell.value) for row in book[sheet] for cell in row if cell.value is not None]


def test_only_what_is_in_reach_and_masked(people: Cast) -> None:
    found = cells(body(asked(signed_in(people, "county_reviewer", "A"), "职工", "单位")), "职工")
    assert "RA1" in found and "RB1" not in found and PHONE not in found
    act = Act.objects.get(verb="exchange.export")
    assert act.detail["rows"] == 3 and act.actor_id == people.account("county_reviewer", "A").pk


def test_one_unit_of_the_reach_as_csv(people: Cast) -> None:
    office = signed_in(people, "city_office", "C")
    with zipfile.ZipFile(io.BytesIO(body(asked(office, "职工", form="zip", unit="B")))) as archive:
        [name] = archive.namelist()
        lines = archive.read(name).decode("utf-8-sig")
    assert "RB1" in lines and "RA1" not in lines
    assert "没有找到" in asked(signed_in(people, "county_reviewer", "A"), "职工", unit="B").content.decode()


def test_whole_numbers_need_the_right_and_a_reason(people: Cast) -> None:
    office = signed_in(people, "city_office", "C")
    assert "请用一句话写明用途" in asked(office, "职工", whole="on").content.decode()
    assert not Act.objects.filter(verb="exchange.export_whole").exists()
    assert PHONE in cells(body(asked(office, "职工", whole="on", reason="核对工会会员")), "职工")
    assert Act.objects.get(verb="exchange.export_whole").detail["reason"] == "核对工会会员"
    county = signed_in(people, "county_reviewer", "A")
    assert "导出完整号码" not in county.get("/exports/").content.decode()
    assert PHONE not in cells(body(asked(county, "职工", whole="on", reason="核对工会会员")), "职工")


def test_without_the_right_there_is_no_page(people: Cast) -> None:
    assert signed_in(people, "leader", "C").get("/exports/").status_code == 404
    assert asked(signed_in(people, "leader", "C"), "单位").status_code == 404


def test_no_sheet_is_said_beside_the_field(people: Cast) -> None:
    assert "请至少选一张工作表" in asked(signed_in(people, "city_office", "C")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_long_export_is_made_in_the_background(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_export, "AT_ONCE", 1)
    client = signed_in(people, "county_reviewer", "A")
    where = asked(client, "单位")["Location"]
    job = Job.objects.get()
    assert where == f"/exports/{job.pk}/" and "排队中" in client.get(where).content.decode()
    assert "文件不在了" in client.get(f"{where}file/").content.decode()
    jobs.run(job.pk)
    assert client.get(f"{where}progress/")["HX-Redirect"] == where
    assert "文件已备好" in client.get(where).content.decode()
    assert {"A", "A1"} <= set(cells(body(client.get(f"{where}file/")), "单位"))
    # Nobody else's, whatever the role; and the maker's only while the reach is the same.
    assert signed_in(people, "city_office", "C").get(where).status_code == 404
    Grant.objects.filter(account=people.account("county_reviewer", "A")).update(unit=people.units["B"])
    assert client.get(f"{where}file/").status_code == 404
