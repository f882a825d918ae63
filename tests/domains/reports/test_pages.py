"""The pages of reports, as a browser asks for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from domains.reports.city import City
from domains.reports.document.tampering import altered, control, letters
from suzhi.domains.activities.models import Activity
from suzhi.domains.reports.api import report_file
from suzhi.domains.reports.pages.console import views_issue
from suzhi.engines.metrics.api import Issue, ensure_fresh

WANTED = {"number": "", "addressees": "", "copies_to": ""}


@pytest.fixture(autouse=True)
def quick(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO_WITHOUT_TOTP = True
    monkeypatch.setattr(views_issue, "PATIENCE", 0.0)


def signed_in(city: City, role: str, unit: str) -> Client:
    client = Client()
    client.force_login(city.cast.account(role, unit))
    return client


def text(response: Any) -> str:
    assert response.status_code == 200, response
    return str(response.content.decode())


def upload(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile("报告.docx", path.read_bytes())


def asked(city: City, unit: str) -> dict[str, str]:
    return {**WANTED, "plan": city.plan.code, "unit": city.units[unit].code, "year": "2017"}


def test_the_office_issues_reads_and_downloads(city: City) -> None:
    client = signed_in(city, "city_office", "C")
    assert "还没有签发过报告" in text(client.get("/reports/"))
    ensure_fresh()
    assert "江城市总工会" in text(client.get("/reports/new/?unit=C&year=2017"))
    answer = client.post("/reports/new/", asked(city, "C"))
    issue = Issue.objects.get()
    assert answer["Location"] == f"/reports/{issue.pk}/"
    assert issue.issued_by == city.cast.account("city_office", "C")
    page = text(client.get(answer["Location"]))
    assert "全部数值相同" in page
    assert "6 / 400 场次" in page
    assert issue.title in text(client.get("/reports/"))
    document = client.get(f"/reports/{issue.pk}/document.docx")
    assert b"".join(document.streaming_content) == report_file(issue).read_bytes()
    assert client.get(f"/reports/{issue.pk}/values.xlsx").status_code == 200


def test_the_page_shows_what_changed_since_and_by_which_records(city: City) -> None:
    client = signed_in(city, "city_office", "C")
    first = city.issue()
    new = Activity.objects.get(key="L1")
    new.pk, new.key, new.name, new.created_at = None, "N1", "新来的普法课", None
    Activity.objects.create(
        key="N1",
        name="新来的普法课",
        kind=new.kind,
        unit=new.unit,
        starts_on=date(2017, 12, 1),
        state="confirmed",
    )
    assert "还有变动没有计入数值" in text(client.get(f"/reports/{first.pk}/"))
    ensure_fresh()
    page = text(client.get(f"/reports/{first.pk}/"))
    assert "7 / 400 场次" in page
    assert "新来的普法课" in page
    assert "新计入" in page
    second = city.issue()
    page = text(client.get(f"/reports/{second.pk}/"))
    assert "与上一份的差别" in page
    assert "新来的普法课" in page


def test_figures_under_way_are_not_issued_from_the_page(city: City) -> None:
    ensure_fresh()
    Activity.objects.filter(key="L1").update(state="draft", rank=0)
    page = text(signed_in(city, "city_office", "C").post("/reports/new/", asked(city, "C")))
    assert "还有变动没有计入数值" in page
    assert not Issue.objects.exists()


def test_the_verdict_is_in_chinese_and_names_the_figure(city: City, tmp_path: Path) -> None:
    client, issue = signed_in(city, "leader", "C"), city.issue()
    whole = text(client.post("/reports/verify/", {"document": upload(report_file(issue))}))
    assert "文件与签发时一致" in whole
    key = issue.values.get(code="law-talks", unit__code="C", year=2017).key
    path = tmp_path / "copy.docx"
    path.write_bytes(report_file(issue).read_bytes())
    bad = altered(
        path, lambda tree: setattr(letters(control(tree, f"suzhi:{key}:valued")), "text", "600 场次")
    )
    for address in ("/reports/verify/", f"/reports/{issue.pk}/verify/"):
        page = text(client.post(address, {"document": upload(bad)}))
        assert "文件与签发时不一致" in page
        assert "发现 1 处不符" in page
        assert "集中普法活动" in page


def test_what_is_no_report_gets_a_sentence(city: City) -> None:
    client = signed_in(city, "leader", "C")
    for content in (b"", b"not a document", b"\xd0\xcf\x11\xe0" + b"0" * 600):
        page = text(client.post("/reports/verify/", {"document": SimpleUploadedFile("x.docx", content)}))
        assert "field-error" in page
    assert "没有选择文件" in text(client.post("/reports/verify/"))


def test_a_report_is_seen_where_its_unit_is_and_nowhere_else(city: City) -> None:
    whole, east, west = city.issue("C"), city.issue("A"), city.issue("B")
    client = signed_in(city, "county_reviewer", "A")
    listed = text(client.get("/reports/"))
    assert east.title in listed
    assert whole.title not in listed
    assert west.title not in listed
    for issue in (whole, west):
        for tail in ("", "document.docx", "values.xlsx", "verify/"):
            assert client.get(f"/reports/{issue.pk}/{tail}").status_code == 404
        answer = text(client.post("/reports/verify/", {"document": upload(report_file(issue))}))
        assert "没有找到与这份文件对应的签发记录" in answer
        assert issue.title not in answer
        assert (
            client.post(f"/reports/{issue.pk}/verify/", {"document": upload(report_file(issue))}).status_code
            == 404
        )
    assert client.get(f"/reports/{east.pk}/").status_code == 200


def test_who_may_not_issue_does_not(city: City) -> None:
    ensure_fresh()
    assert "不在管理范围内" in text(
        signed_in(city, "county_reviewer", "A").post("/reports/new/", asked(city, "B"))
    )
    for role in ("leader", "auditor", "department"):
        assert signed_in(city, role, "C").post("/reports/new/", asked(city, "C")).status_code == 404
    for role in ("recorder", "worker", "system_admin"):
        assert signed_in(city, role, "C").get("/reports/").status_code == 404
    assert not Issue.objects.exists()
