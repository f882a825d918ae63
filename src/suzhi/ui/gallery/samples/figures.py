"""Samples of figures, small lines, charts and the tile map; all places and numbers are invented."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.utils.safestring import mark_safe

from suzhi.ui.components.parts import Series, Tile
from suzhi.ui.components.states import STATES
from suzhi.ui.gallery.samples.sample import Sample

AS_OF = date(2017, 6, 30)
YEARS = ("2016", "2017", "2018", "2019", "2020")
PLACES = (
    ("青禾县", 1, 3, "met", "24 场"),
    ("石桥区", 1, 4, "pace", "11 场"),
    ("临江市", 2, 2, "behind", "5 场"),
    ("东坪区", 2, 3, "met", "31 场"),
    ("西岭县", 2, 4, "missed", "2 场"),
    ("云台县", 3, 1, "none", ""),
    ("南浦彝族自治县", 3, 2, "pace", "9 场"),
    ("柏林县", 3, 3, "open", "4 场"),
    ("竹山县", 4, 2, "behind", "6 场"),
)
TILES = [
    Tile(
        name=name, row=row, col=col, state=state, value=value, href=f"#{row}-{col}" if state == "met" else ""
    )
    for name, row, col, state, value in PLACES
]
PLAN_LINE = (
    Series(name="实际", values=(38, 96, 221, None, None)),
    Series(name="按进度", values=(60, 120, 240, 320, 400), role="pace"),
    Series(name="目标", values=(400, 400, 400, 400, 400), role="target"),
)
BY_PLACE = (
    Series(name="已建", values=(24, 18, 11, 20, 7)),
    Series(name="目标", values=(20, 20, 20, 20, 20), role="target"),
)
SHARES = (
    Series(name="东坪区", values=(61, 72, 88, None, None)),
    Series(name="西岭县", values=(40, 47, Fraction(521, 10), None, None)),
)

SAMPLES = (
    Sample(
        "figure",
        "计数，有目标与走势",
        {
            "label": "志愿服务活动",
            "value": 221,
            "target": 240,
            "unit": "场次",
            "state": "behind",
            "as_of": AS_OF,
            "href": "#figure",
            "trend": (38, 96, 150, 190, 221),
            "trend_target": 240,
            "note": "差 19 场次",
        },
    ),
    Sample(
        "figure",
        "比率，分子分母在旁",
        {
            "label": "规模以上企业参加率",
            "value": "92.00%",
            "numerator": 230,
            "denominator": 250,
            "state": "met",
            "as_of": AS_OF,
            "note": "目标 90%",
            "href": "#figure",
        },
    ),
    Sample(
        "figure",
        "密度",
        {"label": "法律工作者", "value": Fraction(386, 100), "unit": "人/万人", "state": "pace"},
    ),
    Sample(
        "figure",
        "大",
        {"label": "藏书", "value": 2870, "target": 3000, "unit": "册", "state": "pace", "size": "large"},
    ),
    Sample("figure", "小", {"label": "参加", "value": 12840, "unit": "人次", "size": "small"}),
    Sample("figure", "没有记录", {"label": "技能竞赛", "state": "no records", "target": 5, "unit": "场次"}),
    Sample("figure", "不设指标", {"label": "文化品牌", "value": 3, "unit": "个", "state": "open"}),
    *(Sample("state", code, {"state": code}) for code in STATES),
    Sample("state", "只有形状", {"state": "met", "word": False}),
    Sample(
        "sparkline", "有目标", {"values": (2, 5, 4, 8, 11), "target": 10, "label": "每年场次", "unit": "场次"}
    ),
    Sample("sparkline", "有空缺", {"values": (2, None, 4, 8), "label": "每年场次"}),
    Sample("sparkline", "没有记录", {"values": (None, None), "label": "每年场次"}),
    Sample("bar", "有目标", {"value": 230, "full": 250, "target": 225, "label": "230/250，目标 225"}),
    Sample("bar", "无值", {"value": None, "full": 250, "label": "暂无记录"}),
    Sample(
        "chart",
        "对照时间与目标",
        {
            "title": "志愿服务活动，累计",
            "unit": "场次",
            "categories": YEARS,
            "series": PLAN_LINE,
            "deadline": "2020",
            "deadline_label": "期限",
        },
        wide=True,
    ),
    Sample(
        "chart",
        "按县",
        {
            "title": "自建书屋",
            "kind": "bar",
            "unit": "家",
            "categories": tuple(p[0] for p in PLACES[:5]),
            "series": BY_PLACE,
            "open_table": True,
        },
        wide=True,
    ),
    Sample(
        "chart",
        "两条线",
        {"title": "参加率", "categories": YEARS, "series": SHARES, "places": 2, "unit": "%"},
        wide=True,
    ),
    Sample("tilemap", "各县", {"label": "各县志愿服务活动", "tiles": TILES}, wide=True),
    Sample("note", "一句话", {"body": mark_safe("<p>本条由各县自定数目，见年度计划。</p>"), "kind": "word"}),
)
