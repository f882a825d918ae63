"""The main job, as the office does it: plan in, records in, a living figure, a report that can be verified."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

pytest.importorskip("playwright.sync_api", reason="the journeys need playwright (requirements/dev.txt)")

from domains.reports.document.tampering import W, altered, letters
from journeys.walking import Walk
from suzhi.engines.metrics.api import ensure_fresh

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DOCUMENT = Path(__file__).parent / "documents" / "nanyuan.txt"
LAW_TALKS = "集中普法活动场次"


def test_a_plan_becomes_living_figures(walk: Walk) -> None:
    walk.sign_in()
    _read_the_plan(walk)
    ensure_fresh()
    walk.page.goto("/plans/plan-2023-2027/?unit=C&year=2024")
    before = walk.page.locator(".figure", has=walk.page.get_by_role("link", name=LAW_TALKS))
    assert "5" not in before.locator(".figure-value").inner_text()
    _import_records(walk)
    ensure_fresh()
    _open_the_figure(walk)
    _report(walk)
    assert walk.faults == []


def _read_the_plan(walk: Walk) -> None:
    page = walk.page
    page.goto("/plans/drafts/")
    page.set_input_files("[name=document]", DOCUMENT)
    walk.press("读入")
    page.wait_for_url("**/plans/drafts/*/")
    page.get_by_role("link", name="更正").click()
    page.select_option("[name=root]", "C")
    walk.press("核对后保存")
    page.get_by_role("link", name=re.compile("普法活动不少于60场次")).click()
    page.select_option("[name=bind]", "law-talks")
    walk.press("确认这一项")
    page.get_by_text("已确认").first.wait_for()
    walk.press("装入规划")
    page.wait_for_url("**/plans/plan-2023-2027/")


def _import_records(walk: Walk) -> None:
    page = walk.page
    page.goto("/imports/new/")
    walk.look("import: choose")
    template = walk.download("下载全部工作表的模板")
    book = load_workbook(template)
    sheet = book["活动"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for at in range(5):
        row = {
            "活动编号": f"P{at}",
            "类别": "普法活动",
            "名称": f"送法进车间第{at + 1}场",
            "主办单位编码": "A1",
        }
        row |= {"开始": date(2024, 3 + at, 8), "参加人次": 40}
        for name, value in row.items():
            sheet.cell(at + 2, columns[name]).value = value
    book.save(walk.folder / "活动.xlsx")
    page.set_input_files("[name=workbook]", walk.folder / "活动.xlsx")
    walk.press("上传并检查")
    page.get_by_text("检查通过，还没有写入").wait_for()
    walk.look("import: check")
    walk.press("写入 5 行")
    page.get_by_text("已写入 5 行").wait_for()
    walk.look("import: done")


def _open_the_figure(walk: Walk) -> None:
    """From the plan to the figure, to the records behind it, to one record and its history."""
    page = walk.page
    page.goto("/plans/plan-2023-2027/?unit=C&year=2024")
    note = page.locator(".figure", has=page.get_by_role("link", name=LAW_TALKS))
    assert note.locator(".figure-value").inner_text() == "5"
    walk.look("living plan")
    note.get_by_role("link", name=LAW_TALKS).click()
    page.wait_for_url("**/figures/law-talks/**")
    walk.look("indicator")
    walk.press("看记录")
    page.wait_for_url("**/records/**")
    walk.look("records behind it")
    page.get_by_role("link", name="送法进车间第3场").first.click()
    page.get_by_role("heading", name="沿革").wait_for()
    assert page.locator(".timeline li").count() >= 1
    walk.look("record")
    page.goto("/activities/")
    assert page.get_by_text("共 5 ").count()
    walk.look("list")
    page.goto("/activities/new/")
    walk.look("form")


def _report(walk: Walk) -> None:
    """Issue, download, verify; then change one digit and have it named."""
    page = walk.page
    page.goto("/reports/new/?unit=C&year=2024&plan=plan-2023-2027")
    walk.press("存为草稿，看文稿")
    page.wait_for_url(re.compile(r"/reports/drafts/\d+/$"))
    walk.look("report draft")
    walk.press("签发")
    page.locator("dialog[open]").get_by_role("button", name="签发，固定数值").click()
    page.wait_for_url(re.compile(r"/reports/\d+/$"))
    walk.look("report")
    document = walk.download("下载公文")
    page.goto("/reports/verify/")
    _verify(walk, document)
    page.get_by_text("文件与签发时一致").wait_for()
    walk.look("verdict")
    _verify(walk, altered(document, _tamper))
    page.get_by_text("文件与签发时不一致").wait_for()
    assert LAW_TALKS in page.locator("main").inner_text()


def _verify(walk: Walk, document: Path) -> None:
    walk.page.set_input_files("[name=document]", document)
    walk.page.locator("#verify-form button").click()


def _tamper(tree: Any) -> None:
    """Five talks become eight, where the report first says so in a figure of its own."""
    figures = [letters(node) for node in tree.iter(f"{W}sdt")]
    next(figure for figure in figures if figure.text == "5 场次").text = "8 场次"
