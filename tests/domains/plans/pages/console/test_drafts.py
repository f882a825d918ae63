"""The whole way in the browser: an invented city's document becomes a plan whose figures are computed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from domains.plans.conftest import DOCUMENT


def upload(browser: Any, data: bytes = b"", name: str = "jiangcheng.txt") -> Any:
    return browser.post(
        "/plans/drafts/", {"document": SimpleUploadedFile(name, data or DOCUMENT.read_bytes())}
    )


@pytest.fixture
def draft(office: Any) -> Any:
    from suzhi.domains.plans.api import Draft

    upload(office)
    return Draft.objects.get()


def test_what_was_found_is_shown(office: Any, draft: Any) -> None:
    shown = office.get(f"/plans/drafts/{draft.pk}/").content.decode()
    for words in ("有数目标 7 项", "指标：集中普法活动场次", "先列入，不显示数值", "江工发〔2021〕18号"):
        assert words in shown


def test_a_draft_is_deleted_after_asking(office: Any, draft: Any) -> None:
    from suzhi.domains.plans.api import Draft
    from suzhi.engines.audit.api import Act

    page = office.get(f"/plans/drafts/{draft.pk}/").content.decode()
    assert '<dialog class="dialog" id="delete-dialog"' in page and "不能恢复" in page
    assert office.get(f"/plans/drafts/{draft.pk}/delete/").status_code == 405
    answer = office.post(f"/plans/drafts/{draft.pk}/delete/", follow=True).content.decode()
    assert "已删除“江城市职工素质提升五年规划（2021—2025年）”" in answer and not Draft.objects.exists()
    assert Act.objects.get(verb="plans.delete_draft").detail["draft"] == draft.pk


def test_a_draft_that_became_a_plan_is_never_deleted(office: Any, draft: Any) -> None:
    from suzhi.domains.plans.api import Draft, Plan

    office.post(f"/plans/drafts/{draft.pk}/load/")
    plan = Plan.objects.get()
    assert "delete-dialog" not in office.get(f"/plans/drafts/{draft.pk}/").content.decode()
    answer = office.post(f"/plans/drafts/{draft.pk}/delete/", follow=True).content.decode()
    assert "已经装入规划，不能删除" in answer
    assert Draft.objects.get().plan == plan


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        ("没有编号的一段话。".encode(), "a.txt", "条款"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.doc", "docx"),
        (b"PK\x03\x04broken", "a.docx", "docx"),
    ],
)
def test_bad_documents_say_how_to_mend(office: Any, data: bytes, name: str, told: str) -> None:
    from suzhi.domains.plans.api import Draft

    answer = upload(office, data, name)
    assert answer.status_code == 400 and told in answer.content.decode()
    assert not Draft.objects.exists()


def test_correcting_a_finding(office: Any, draft: Any) -> None:
    items = draft.decisions["items"]
    number = next(n for n, item in enumerate(items) if item["bind"] == "law-talks")
    page = f"/plans/drafts/{draft.pk}/items/{number}/"
    assert office.get(page).status_code == 200
    form = {
        name: items[number][name]
        for name in ("bind", "name", "comparison", "measure_unit", "level", "commitment")
    }
    wrong = office.post(page, {**form, "target": "180", "due": "2031"}).content.decode()
    assert "期限不在规划期 2021-2025 内" in wrong
    office.post(page, {**form, "target": "180", "due": "2024"})
    draft.refresh_from_db()
    assert (draft.decisions["items"][number]["target"], draft.decisions["items"][number]["due"]) == (
        "180",
        "2024",
    )


def test_another_office_does_not_see_the_draft(as_role: Any, draft: Any) -> None:
    assert as_role("city_office", "A").get(f"/plans/drafts/{draft.pk}/").status_code == 404


def test_answers_become_settings(office: Any, draft: Any) -> None:
    rules = [question["rule"] for question in draft.reading["ambiguities"]]
    number = rules.index("first_year")
    office.post(f"/plans/drafts/{draft.pk}/questions/", {f"q{number}": "1"})
    office.post(f"/plans/drafts/{draft.pk}/load/")
    draft.refresh_from_db()
    assert draft.plan.catalogue.settings["start_year"] == 2022


def test_the_known_plan_gets_its_wording(office: Any, plan: Any) -> None:
    """A second reading of a loaded plan's document attaches the text to the clauses it knows."""
    from suzhi.domains.plans.api import attach_wording
    from suzhi.domains.reading.api import read_document
    from suzhi.engines.access.api import system_actor

    reading = read_document(DOCUMENT.read_bytes(), DOCUMENT.name)
    attach_wording(actor=system_actor("测试"), plan=plan, reading=reading.as_dict(), text=reading.text)
    assert "集中开展普法活动" in plan.clauses.get(ref="2.4").text
    assert "集中开展普法活动" in office.get("/plans/jiangcheng-2021-2025/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_from_the_document_to_a_figure(office: Any, draft: Any, cast: Any) -> None:
    from datetime import date

    from suzhi.domains.plans.api import plan_named, values
    from suzhi.engines.metrics.api import ensure_fresh

    facts = {**draft.decisions["plan"], "root": "C"}
    office.post(f"/plans/drafts/{draft.pk}/facts/", {k: v for k, v in facts.items() if v is not None})
    answer = office.post(f"/plans/drafts/{draft.pk}/load/")
    assert answer.url == "/plans/plan-2021-2025/"
    record_talk(cast.units["A1"], date(2022, 5, 1))
    ensure_fresh()
    plan = plan_named("plan-2021-2025")
    found = {(v["code"], v["year"]): v for v in values(plan, [cast.units["C"]], [2021, 2022, 2023])}
    assert (found["law-talks", 2022]["value"], found["law-talks", 2023]["value"]) == ("1", "1")
    assert found["law-talks", 2023]["target"] == "150"
    page = office.get("/plans/plan-2021-2025/figures/law-talks/records/?year=2023").content.decode()
    assert "送法进车间" in page


def record_talk(unit: Any, day: Any) -> None:
    from django.apps import apps

    apps.get_model("activities", "Activity").objects.create(
        key="T1", unit=unit, kind="law-education", name="送法进车间", starts_on=day, state="confirmed"
    )


def test_a_number_of_counties_of_a_list_is_shown_as_a_share(office: Any, draft: Any) -> None:
    """Bound to a share, the goal is all of them; "1" with a unit of measure would say one county."""
    items = draft.decisions["items"]
    number = next(n for n, item in enumerate(items) if item["bind"] == "book-houses-each-county")
    items[number] |= {"bind": "stations-poverty-counties", "target": "1", "rate": False}
    draft.save()
    assert "目标 100%" in office.get(f"/plans/drafts/{draft.pk}/").content.decode()
    assert 'value="100%"' in office.get(f"/plans/drafts/{draft.pk}/items/{number}/").content.decode()


@pytest.fixture
def known_pack(settings: Any, tmp_path: Any) -> None:
    """The document's plan has been defined before, as a pack of the installation."""
    import shutil

    from domains.plans.conftest import PACK

    settings.SUZHI_HOME = tmp_path
    shutil.copytree(PACK, tmp_path / "packs" / "plans" / PACK.name)


def test_answers_become_settings_of_the_known_pack_too(office: Any, known_pack: None, draft: Any) -> None:
    rules = [question["rule"] for question in draft.reading["ambiguities"]]
    year, each = rules.index("first_year"), rules.index("each_or_all")
    office.post(f"/plans/drafts/{draft.pk}/questions/", {f"q{year}": "1", f"q{each}": "1"})
    told = office.get(f"/plans/drafts/{draft.pk}/").content.decode()
    assert "这些回答没有对应的口径，选用规划包时不采用" in told and "是每一个分别完成" in told
    answer = office.post(f"/plans/drafts/{draft.pk}/load/", {"known": "1"}, follow=True).content.decode()
    from suzhi.domains.plans.api import Plan

    plan = Plan.objects.get(code="jiangcheng-2021-2025")
    assert plan.catalogue.settings["start_year"] == 2022
    assert plan.document and "现成的规划包不采用" in answer


def test_a_figure_that_counts_something_else_is_refused_with_the_reason(office: Any, draft: Any) -> None:
    from suzhi.domains.plans.api import decide
    from suzhi.engines.access.api import system_actor
    from suzhi.kernel.errors import Refusal

    items = draft.decisions["items"]
    number = next(n for n, item in enumerate(items) if item["bind"] == "volunteer-events-city")
    kept = {key: items[number][key] for key in ("name", "target", "comparison", "level", "commitment")}
    page = office.post(f"/plans/drafts/{draft.pk}/items/{number}/", {**kept, "bind": "competed-200k"})
    assert "计量单位不同，不能对应" in page.content.decode()
    items[number] |= {"bind": "competed-200k", "confirmed": True}
    with pytest.raises(Refusal, match="不能对应"):
        decide(actor=system_actor("测试"), draft=draft, decisions={"items": items})


def test_the_same_question_is_asked_once_and_the_usual_reading_is_marked(office: Any, draft: Any) -> None:
    asked = draft.reading["ambiguities"]
    number = next(n for n, question in enumerate(asked) if question["rule"] == "first_year")
    draft.reading["ambiguities"] = [*asked, asked[number], asked[number]]
    draft.save()
    page = f"/plans/drafts/{draft.pk}/questions/"
    shown = office.get(page).content.decode()
    assert shown.count(asked[number]["question"]) == 1 and "（通常的口径）" in shown
    office.post(page, {f"q{number}": "1"})
    draft.refresh_from_db()
    assert draft.decisions["answers"] == {str(n): 1 for n in (number, len(asked), len(asked) + 1)}


def test_numbers_are_parted_and_departments_are_chosen(office: Any, draft: Any) -> None:
    number = next(n for n, one in enumerate(draft.decisions["items"]) if one["bind"] == "trained-200k")
    page = office.get(f"/plans/drafts/{draft.pk}/items/{number}/").content.decode()
    assert 'value="30,000"' in page and '<option value="经保女工部" selected>' in page
    assert "目标 30,000 人次" in office.get(f"/plans/drafts/{draft.pk}/").content.decode()
