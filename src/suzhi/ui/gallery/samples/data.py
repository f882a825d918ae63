"""Samples of lists and records."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.utils.safestring import mark_safe

from suzhi.kernel.clock import BEIJING
from suzhi.ui.components.parts import Cell, Chip, Column, Happening, Link, Pair, Row
from suzhi.ui.gallery.samples.sample import Sample

COLUMNS = (
    Column(label="县（市、区）", sort="name"),
    Column(label="场次", sort="count", align="end"),
    Column(label="目标", align="end"),
    Column(label="参加", align="end", hint="人次"),
    Column(label="状态"),
)
ROWS = (
    Row(key="1", cells=(Cell(text="西岭县", href="#1"), 2, 12, "168 人次", Cell(state="missed"))),
    Row(
        key="2",
        cells=(Cell(text="临江市", href="#2", note="含景区 2 个"), 5, 12, "1,204 人次", Cell(state="behind")),
    ),
    Row(
        key="3", cells=(Cell(text="石桥区", href="#3"), 11, 12, "986 人次", Cell(state="pace")), current=True
    ),
    Row(key="4", cells=(Cell(text="东坪区", href="#4"), 31, 24, "5,310 人次", Cell(state="met"))),
    Row(key="5", cells=(Cell(text="云台县", href="#5"), None, 12, None, Cell(state="none"))),
)
HAND = (
    "<tr><td>自己写的行</td><td class='end'>1</td><td class='end'>2</td>"
    "<td class='end'>3 人次</td><td></td></tr>"
)
EVENTS = (
    Happening(
        when=datetime(2017, 7, 3, 9, 12, tzinfo=BEIJING),
        who="周敏（东坪区总工会）",
        what="更正了参加人数",
        detail="签到表重复计入一页。",
        changes=(("参加人次", "142", "112"), ("备注", "", "以签到表为准")),
    ),
    Happening(
        when=datetime(2017, 7, 1, 16, 40, tzinfo=BEIJING),
        who="何涛（市总工会）",
        what="确认",
        href="#confirm",
    ),
    Happening(when=datetime(2017, 6, 30, 18, 5, tzinfo=BEIJING), who="周敏（东坪区总工会）", what="登记"),
)
PAIRS = (
    Pair(label="主办", value="东坪区总工会", href="#unit"),
    Pair(label="时间", value="2017年6月30日"),
    Pair(label="参加", value="112 人次", note="其中具名 96 人"),
    Pair(label="联系电话", value="138****2046"),
    Pair(label="地点", value=None),
)
TERMS = (
    Pair(label="计入什么", value="主办单位为市总工会、已确认的志愿服务活动，一场计一次；协办不计。"),
    Pair(label="按什么时间", value="活动开始之日所在的自然年。", note="设置：起算年 2016"),
)
PAGE = Paginator(range(1284), 50).page(3)

CHIPS = (
    Chip(label="只看滞后", href="#a"),
    Chip(label="今年到期", href="#b", active=False),
    Chip(label="本部室", href="#c", active=False),
)
SAMPLES = (
    Sample(
        "table",
        "排序、勾选、分页、总数",
        {
            "caption": "各县活动",
            "columns": COLUMNS,
            "rows": ROWS,
            "sort": "count",
            "select": "unit",
            "total": 1284,
            "page": PAGE,
        },
        wide=True,
    ),
    Sample(
        "table",
        "浏览器内排序，显示表题",
        {
            "caption": "按县",
            "columns": [Column(label=c.label, align=c.align) for c in COLUMNS],
            "rows": ROWS,
            "sortable": True,
            "show_caption": True,
        },
        wide=True,
    ),
    Sample(
        "table",
        "窄屏上逐条成段",
        {
            "caption": "活动清单",
            "columns": COLUMNS,
            "rows": ROWS,
            "sort": "count",
            "select": "unit",
            "stack": True,
        },
        wide=True,
    ),
    Sample(
        "table", "自己写行", {"caption": "自己写行", "columns": COLUMNS, "body": mark_safe(HAND)}, wide=True
    ),
    Sample("table", "空", {"caption": "空表", "columns": COLUMNS, "total": 0}, wide=True),
    Sample(
        "table",
        "空，自己的话",
        {"caption": "空表", "columns": COLUMNS, "empty": "本年还没有登记活动。"},
        wide=True,
    ),
    Sample("pages", "中间", {"page": PAGE}),
    Sample("pages", "第一页", {"page": Paginator(range(90), 50).page(1), "label": "另一处分页"}),
    Sample(
        "chips",
        "在用与可选",
        {
            "label": "筛选",
            "chips": CHIPS,
            "clear_href": "#",
        },
    ),
    Sample(
        "tabs",
        "三页",
        {
            "label": "活动的各部分",
            "tabs": (
                Link(label="记录", href="#a", current=True, count=24),
                Link(label="参加", href="#b", count=112),
                Link(label="沿革", href="#c"),
            ),
        },
    ),
    Sample("pairs", "一列", {"pairs": PAIRS}),
    Sample("pairs", "两列", {"pairs": PAIRS, "columns": 2}, wide=True),
    Sample("definitions", "口径", {"pairs": TERMS}),
    Sample("timeline", "沿革", {"events": EVENTS}),
    Sample("timeline", "没有改动", {"events": ()}),
    *(
        Sample("tag", kind, {"label": word, "kind": kind})
        for kind, word in (
            ("plain", "普法活动"),
            ("draft", "草稿"),
            ("confirmed", "已确认"),
            ("returned", "已退回"),
            ("hint", "疑似重复"),
        )
    ),
    Sample(
        "outline",
        "目录",
        {
            "label": "目录",
            "items": (
                Link(label="一、总体要求", href="#o1"),
                Link(label="二、目标任务", href="#o2", current=True),
                Link(label="（一）思想道德", href="#o21", level=2, state="met"),
                Link(label="（二）科学文化", href="#o22", level=2, state="behind"),
                Link(label="1. 书屋", href="#o221", level=3, state="none"),
            ),
        },
    ),
)
