"""Invented matter for the gallery's whole pages."""

from __future__ import annotations

from typing import Any

from suzhi.ui.components.parts import Link, Shell
from suzhi.ui.gallery.samples import data, figures

SHELL = Shell(
    plan_title="素质建设规划（样张）",
    plan_href="/ui/gallery/document",
    unit_name="青江市总工会",
    units=(
        Link(label="青江市总工会", href="#u1", current=True),
        Link(label="东坪区总工会", href="#u2", level=2),
        Link(label="西岭县总工会", href="#u3", level=2),
    ),
    search_href="/ui/gallery",
    menu=(
        Link(label="规划", href="/ui/gallery/document", current=True),
        Link(label="单位", href="#units"),
        Link(label="活动", href="#activities", count=3),
        Link(label="阵地", href="#venues"),
        Link(label="职工", href="#people"),
        Link(label="导入", href="#import"),
        Link(label="报告", href="#reports"),
        Link(label="设置", href="#settings"),
        Link(label="审计", href="#audit"),
    ),
    account_name="何涛",
    account_role="市总工会经办",
    account_menu=(Link(label="我的登录", href="#me"),),
)
CRUMBS = (
    Link(label="规划", href="/ui/gallery/document"),
    Link(label="活动", href="#activities"),
    Link(label="河堤清理志愿服务", href="#here"),
)
CLAUSES: tuple[dict[str, Any], ...] = (
    {
        "id": "c1",
        "number": "一、",
        "title": "总体要求",
        "level": 1,
        "text": "以职工为本，学用结合，逐年推进，记录在案。",
    },
    {"id": "c2", "number": "二、", "title": "目标任务", "level": 1, "text": ""},
    {
        "id": "c21",
        "number": "（一）",
        "title": "志愿服务",
        "level": 2,
        "state": "behind",
        "text": "市级每年组织志愿服务活动，五年累计不少于四百场；各县按人数分担。参加人员逐人登记。",
        "figure": {
            "label": "志愿服务活动",
            "value": 221,
            "target": 240,
            "unit": "场次",
            "state": "behind",
            "trend": (38, 96, 150, 190, 221),
            "trend_target": 240,
            "note": "差 19 场次",
            "as_of": figures.AS_OF,
            "href": "#f1",
        },
    },
    {
        "id": "c22",
        "number": "（二）",
        "title": "规模以上企业参加",
        "level": 2,
        "state": "met",
        "text": "规模以上企业参加面达到九成，以当年名录为准。",
        "figure": {
            "label": "参加率",
            "value": "92.00%",
            "numerator": 230,
            "denominator": 250,
            "state": "met",
            "trend": (61, 72, 88, 92),
            "trend_target": 90,
            "note": "目标 90%",
            "as_of": figures.AS_OF,
            "href": "#f2",
        },
    },
    {
        "id": "c23",
        "number": "（三）",
        "title": "书屋",
        "level": 2,
        "state": "none",
        "text": "每县每年新建书屋，配齐书刊与管理员，能借能还。",
        "figure": {
            "label": "自建书屋",
            "target": 20,
            "unit": "家/县·年",
            "state": "no records",
            "href": "#f3",
        },
    },
    {
        "id": "c231",
        "number": "1. ",
        "title": "文化品牌",
        "level": 3,
        "state": "open",
        "text": "培育若干文化品牌，数目由年度计划定。",
        "figure": {"label": "文化品牌", "value": 3, "unit": "个", "state": "open", "href": "#f4"},
    },
)
RECORD: dict[str, Any] = {
    "outline": [
        Link(
            label=f"{c['number']}{c['title']}",
            href=f"#{c['id']}",
            level=c["level"],
            state=c.get("state", ""),
            current=c["id"] == "c21",
        )
        for c in CLAUSES
    ],
    "pairs": data.PAIRS,
    "events": data.EVENTS,
    "columns": data.COLUMNS,
    "rows": data.ROWS,
    "chips": data.CHIPS,
}
