"""Samples of parts of a page."""

from __future__ import annotations

from django.utils.safestring import mark_safe

from suzhi.ui.components.parts import Link
from suzhi.ui.gallery.samples.sample import Sample

STEPS = ("选择文件", "核对", "确认写入")
TEXT = mark_safe("<p>每年组织职工参加志愿服务，市级活动不少于二十场，各县不少于十二场。</p>")
NOTE = mark_safe("<div class='note'><p>东坪区 31 场次，西岭县 2 场次。</p></div>")

SAMPLES = (
    Sample(
        "breadcrumbs",
        "三级",
        {
            "links": (
                Link(label="规划", href="#a"),
                Link(label="思想道德", href="#b"),
                Link(label="志愿服务活动", href="#c"),
            )
        },
    ),
    Sample(
        "heading",
        "有一句话与动作",
        {
            "kicker": "二（一）",
            "title": "志愿服务活动",
            "lead": "到 2018 年底应达 240 场次，现 221 场次，差 19 场次，按现速 2020 年 5 月达成。",
            "actions": mark_safe("<a class='button' data-kind='plain' href='#x'>导出</a>"),
        },
        wide=True,
    ),
    Sample(
        "section",
        "一节",
        {
            "title": "按县",
            "body": mark_safe("<p>缺口大的在前。</p>"),
            "lead": "差 19 场次，补齐 3 个县即可达成。",
        },
        wide=True,
    ),
    Sample(
        "clause",
        "条文与批注",
        {
            "id": "clause-sample",
            "number": "（一）",
            "title": "志愿服务",
            "level": 2,
            "body": TEXT,
            "notes": NOTE,
            "href": "#records",
        },
        wide=True,
    ),
    Sample("notice", "告知", {"title": "数据截至 2017年6月30日。"}),
    Sample(
        "notice", "完成", {"title": "已写入 128 行。", "kind": "done", "body": "新增 96，更改 20，不变 12。"}
    ),
    Sample(
        "notice", "留意", {"title": "有 3 场活动与已有记录相近。", "kind": "warn", "remedy": "核对后再确认。"}
    ),
    Sample(
        "notice",
        "出错",
        {"title": "第 7 行：日期在今天之后。", "kind": "fault", "remedy": "改为活动举行之日。"},
    ),
    Sample(
        "empty",
        "第一步",
        {
            "title": "还没有活动",
            "text": "登记一场活动，或从工作簿导入。",
            "href": "#new",
            "action": "登记活动",
        },
    ),
    Sample("disclosure", "收起", {"label": "口径与设置", "body": TEXT, "count": 2}),
    Sample("disclosure", "展开", {"label": "缺口由哪些单位造成", "body": TEXT, "open": True}),
    Sample(
        "dialog",
        "退回",
        {
            "id": "sample-dialog",
            "title": "退回记录",
            "body": mark_safe(
                "<div class='field'><label for='why'>缘由</label><textarea id='why'></textarea></div>"
            ),
            "actions": mark_safe(
                "<button class='button' data-kind='primary'>退回给东坪区</button>"
                "<button class='button' data-kind='quiet' type='button' data-dialog='close'>取消</button>"
            ),
        },
    ),
    *(Sample("steps", f"第 {now} 步", {"steps": STEPS, "now": now}) for now in (1, 2, 3)),
    Sample(
        "progress", "进行中", {"label": "正在核对", "value": 3200, "full": 8000, "text": "3,200 / 8,000 行"}
    ),
    Sample("progress", "不知多久", {"label": "正在计算"}),
    Sample("progress", "完成", {"label": "已核对 8,000 行", "value": 8000, "full": 8000, "done": True}),
)
