"""Targets that bind from above: what the document said stands in the margin and on the page, with its verdict."""

from __future__ import annotations

from typing import Any

import pytest

from domains.plans.pages.console.test_drafts import upload
from domains.plans.pages.console.test_pages import CITY, text_of

LIMITS = """江城市总工会关于印发《江城市职工素质提升五年规划（2021—2025年）》的通知
江工发〔2021〕19号

江城市职工素质提升五年规划（2021—2025年）

一、目标任务
（一）千人负伤率控制在2‰以内。
（二）职工文体设施更新比例保持在10%—15%。
"""


@pytest.fixture
def draft(office: Any) -> Any:
    from suzhi.domains.plans.api import Draft

    upload(office, LIMITS.encode(), "limits.txt")
    return Draft.objects.get()


def test_an_upper_limit_in_thousandths_from_the_document_to_its_pages(office: Any, draft: Any) -> None:
    from suzhi.domains.plans.api import Plan

    office.post(f"/plans/drafts/{draft.pk}/load/")
    found = next(one for one in Plan.objects.get().indicators.all() if one.comparison == "<=")
    assert "/ 不超过 0.20%（2‰）" in text_of(office.get("/"))
    page = text_of(office.get(f"/plans/{found.plan.code}/figures/{found.code}/"))
    assert "目标 不超过 0.20%（2‰）" in page and "目标 0.20%" not in page


@pytest.mark.parametrize(("answer", "told"), [(1, "10% 至 15%"), (0, "10%")])
def test_the_answer_decides_whether_the_upper_end_binds(
    office: Any, draft: Any, answer: int, told: str
) -> None:
    from suzhi.domains.plans.api import Plan

    rules = [question["rule"] for question in draft.reading["ambiguities"]]
    draft.decisions["answers"] = {str(rules.index("upper_end")): answer}
    draft.save()
    office.post(f"/plans/drafts/{draft.pk}/load/")
    found = next(one for one in Plan.objects.get().indicators.all() if one.target == "1/10")
    assert found.most == ("3/20" if answer else "")
    page = text_of(office.get(f"/plans/{found.plan.code}/figures/{found.code}/"))
    assert f"目标 {told} 期限" in page


def test_a_band_is_judged_and_said(office: Any, put: Any, plan: Any) -> None:
    plan.indicators.filter(code="volunteer-events").update(target="3", most="6")
    put("volunteer-events", "C", 2022, 7)
    put("volunteer-events", "C", 2023, 5)
    past = text_of(office.get(f"{CITY}figures/volunteer-events/?year=2022"))
    assert "应在 3 次 至 6 次 之间，现 7 次，超出 1 次，未达成" in past and "/ 3 至 6" in past
    assert "已达成" in text_of(office.get(f"{CITY}figures/volunteer-events/?year=2023"))


def test_a_person_sets_the_upper_end_and_a_crossed_one_is_refused(office: Any, draft: Any) -> None:
    items = draft.decisions["items"]
    number = next(at for at, item in enumerate(items) if item["value"] == ["0.1", "0.15"])
    path = f"/plans/drafts/{draft.pk}/items/{number}/"
    facts = {
        "bind": "awaits",
        "name": "更新比例",
        "comparison": ">=",
        "target": "10%",
        "commitment": "hard",
    }
    crossed = office.post(path, facts | {"most": "9%"}).content.decode()
    assert "上限小于下限" in crossed
    for endless in ("1e999999999", "9" * 60):
        refused = office.post(path, facts | {"target": endless, "most": endless})
        assert refused.status_code == 200 and "不是数" in refused.content.decode()
    office.post(path, facts | {"most": "15%"})
    assert "目标 10% 至 15%" in text_of(office.get(f"/plans/drafts/{draft.pk}/"))
