"""A report is written by the office, signed by a leader, and only then frozen."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.test import Client

from cast import LONG_AGO
from domains.reports.city import City
from domains.reports.test_pages import signed_in, text
from suzhi.domains.reports.api import (
    approve_draft,
    begin_draft,
    change_draft,
    preview,
    report_file,
    step_draft,
)
from suzhi.domains.reports.document.reader import open_document
from suzhi.domains.reports.models import ReportDraft
from suzhi.domains.reports.pages.console import views_issue
from suzhi.domains.reports.services import issue_annual
from suzhi.engines.access.api import Grant, actor_for
from suzhi.engines.metrics.api import Issue, IssuedValue, ensure_fresh
from suzhi.kernel.errors import Denied, Refusal

PRACTICES = "开办书屋，送书到车间。\n\n请讲师进班组。"


@pytest.fixture(autouse=True)
def quick(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO_WITHOUT_TOTP = True
    monkeypatch.setattr(views_issue, "PATIENCE", 0.0)


def begun(city: City, **written: Any) -> ReportDraft:
    ensure_fresh()
    office = city.cast.actor("city_office", "C")
    return begin_draft(actor=office, plan=city.plan, unit=city.units["C"], year=2017, **written)


def said(city: City, issue: Issue) -> list[str]:
    return [block.text for block in open_document(report_file(issue)).blocks]


def test_what_was_written_stands_in_the_document_with_who_signed(city: City) -> None:
    leader = city.cast.actor("leader", "C")
    draft = begun(city, practices=PRACTICES, problems="书少。", number="江工发〔2018〕3号")
    draft = step_draft(actor=city.cast.actor("city_office", "C"), draft=draft, step="submit")
    issue = approve_draft(actor=leader, draft=draft)
    told = said(city, issue)
    assert "二、主要做法" in told and "请讲师进班组。" in told
    assert any(line.endswith("存在问题") for line in told)
    assert not any("下一步打算" in line for line in told)
    assert f"江工发〔2018〕3号签发人：{leader.name}" in told
    draft.refresh_from_db()
    assert (draft.state, draft.issue) == ("issued", issue)
    assert issue.issued_by == leader.account


def test_the_report_of_a_year_is_begun_once(city: City) -> None:
    first = begun(city, practices="甲")
    again = begun(city, problems="乙")
    assert again.pk == first.pk and (again.practices, again.problems) == ("甲", "乙")


def test_the_office_does_not_pass_its_leader_by(city: City) -> None:
    office = city.cast.actor("city_office", "C")
    city.cast.account("leader", "C")
    draft = begun(city)
    with pytest.raises(Refusal) as direct:
        issue_annual(actor=office, plan=city.plan, unit=city.units["C"], year=2017)
    assert direct.value.code == "reports.signer"
    draft = step_draft(actor=office, draft=draft, step="submit")
    with pytest.raises(Denied):
        approve_draft(actor=office, draft=draft)
    assert not IssuedValue.objects.exists()


def test_who_put_it_up_does_not_sign_it(city: City) -> None:
    account = city.cast.account("city_office", "C")
    Grant.objects.create(account=account, role="leader", unit=city.units["C"], valid_from=LONG_AGO)
    both = actor_for(account)
    draft = step_draft(actor=both, draft=begun(city), step="submit")
    with pytest.raises(Refusal) as refused:
        approve_draft(actor=both, draft=draft)
    assert refused.value.code == "reports.second_person"


def test_what_lies_with_the_leader_is_not_written_on_until_it_comes_back(city: City) -> None:
    office, leader = city.cast.actor("city_office", "C"), city.cast.actor("leader", "C")
    draft = step_draft(actor=office, draft=begun(city), step="submit")
    with pytest.raises(Refusal) as refused:
        change_draft(actor=office, draft=draft, problems="书少。")
    assert refused.value.code == "reports.locked"
    draft = step_draft(actor=leader, draft=draft, step="return", reason="请写明人数")
    assert change_draft(actor=office, draft=draft, problems="书少。").return_reason == "请写明人数"


def test_where_nobody_signs_the_office_issues_at_once(city: City) -> None:
    issue = approve_draft(
        actor=city.cast.actor("city_office", "C"), draft=begun(city, number="江工发〔2018〕4号")
    )
    assert "江工发〔2018〕4号" in said(city, issue)


def test_a_look_at_the_document_freezes_nothing(city: City) -> None:
    body = preview(begun(city, practices=PRACTICES, number="江工发〔2018〕5号"))
    xml = zipfile.ZipFile(io.BytesIO(body)).read("word/document.xml").decode()
    assert "请讲师进班组" in xml and "草稿" in xml and "江工发" not in xml
    assert not Issue.objects.exists()


def test_the_way_through_the_pages(city: City) -> None:
    city.cast.account("leader", "C")
    office = signed_in(city, "city_office", "C")
    ensure_fresh()
    asked = {"plan": city.plan.code, "unit": city.units["C"].code, "year": "2017", "practices": PRACTICES}
    where = office.post("/reports/new/", {**asked, "do": "draft"})["Location"]
    page = text(office.get(where))
    assert "请讲师进班组。" in page and "提请签发" in page
    assert "已存" in text(office.get(office.post(f"{where}step/", {"step": "submit"})["Location"]))
    leader = signed_in(city, "leader", "C")
    assert "待签发" in text(leader.get("/reports/drafts/"))
    assert office.get(f"{where}document.docx").status_code == 200
    issued = leader.post(f"{where}step/", {"step": "approve"})["Location"]
    assert issued == f"/reports/{Issue.objects.get().pk}/"
    assert Client().get(where).status_code == 302
    assert leader.get(where).status_code == 404
