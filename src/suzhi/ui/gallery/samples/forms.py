"""Samples of what people fill in and press."""

from __future__ import annotations

from django import forms
from django.utils.safestring import mark_safe

from suzhi.ui.components.parts import Link, Option
from suzhi.ui.days import DayField
from suzhi.ui.gallery.samples.sample import Sample


class SampleForm(forms.Form):
    """An invented entry form with one field of each sort."""

    title = forms.CharField(label="活动名称", help_text="写明对象与内容，不写“关于”。")
    day = DayField(label="日期")
    kind = forms.ChoiceField(
        label="种类", choices=(("law", "普法活动"), ("skill", "技术练兵")), required=False
    )
    named = forms.ChoiceField(
        label="参加人员", choices=(("names", "逐人登记"), ("count", "只记人数")), widget=forms.RadioSelect
    )
    people = forms.CharField(
        label="名单", widget=forms.Textarea, help_text="一行一人：姓名 单位", required=False
    )
    online = forms.BooleanField(label="线上举行", required=False, help_text="线上活动不填地点。")


EMPTY = SampleForm(auto_id="empty_%s")
WRONG = SampleForm({"title": "", "day": "2017-13-40", "kind": "law", "named": "names"}, auto_id="wrong_%s")
FILLED = SampleForm(initial={"people": "王建国 东坪电机厂\n李秀英 东坪电机厂"}, auto_id="filled_%s")

SAMPLES = (
    Sample("errors", "提交后", {"form": WRONG}),
    Sample("field", "文字，必填", {"field": EMPTY["title"]}),
    Sample("field", "有错", {"field": WRONG["title"]}),
    Sample("field", "日期", {"field": EMPTY["day"]}),
    Sample("field", "日期有错", {"field": WRONG["day"]}),
    Sample("field", "选择", {"field": EMPTY["kind"], "hint": "种类决定要填的其他内容。"}),
    Sample("field", "单选", {"field": EMPTY["named"]}),
    Sample("field", "勾选", {"field": EMPTY["online"]}),
    Sample(
        "control",
        "手写输入",
        {
            "label": "起算年",
            "for_id": "sample-year",
            "help": "改动前先看影响。",
            "required": True,
            "body": mark_safe(
                "<input id='sample-year' value='2016' inputmode='numeric' "
                "aria-describedby='sample-year_helptext'>"
            ),
        },
    ),
    Sample(
        "select",
        "筛选用",
        {
            "name": "year",
            "label": "年度",
            "options": (
                Option(value="2017", label="2017 年", selected=True),
                Option(value="2018", label="2018 年"),
            ),
            "submit": True,
        },
    ),
    Sample("button", "主要", {"label": "确认 32 名参加人员", "kind": "primary"}),
    Sample("button", "一般", {"label": "存为草稿"}),
    Sample("button", "轻", {"label": "取消", "kind": "quiet", "href": "#"}),
    Sample("button", "不可逆", {"label": "撤销整次导入", "kind": "danger"}),
    Sample("button", "小", {"label": "导出本页", "small": True}),
    Sample(
        "button",
        "被拒，说明缘由",
        {"label": "确认", "kind": "primary", "refused": "日期在今天之后，活动举行后才能确认。"},
    ),
    Sample("button", "复制", {"label": "复制编号", "copy": "HD-2017-0630"}),
    Sample("button", "打开对话框", {"label": "退回记录", "dialog": "sample-dialog"}),
    Sample("search", "查找", {"value": "电机", "placeholder": "单位、职工、活动"}),
    Sample("people", "名单", {"field": FILLED["people"]}),
    Sample(
        "drop",
        "选择文件",
        {
            "name": "file",
            "label": "选择工作簿",
            "accept": ".xlsx,.zip",
            "help": "不超过 50 MB；.zip 内为各表的 CSV 文件。",
        },
    ),
    Sample(
        "drop",
        "退回",
        {"name": "bad", "label": "选择工作簿", "error": "文件已加密，打不开。去掉密码后再选。"},
    ),
    Sample(
        "menu",
        "导出",
        {
            "label": "导出",
            "links": (Link(label="本页 20 条", href="#a"), Link(label="全部 1,284 条", href="#b")),
        },
    ),
    Sample("menu", "轻", {"label": "更多", "links": (Link(label="沿革", href="#a"),), "quiet": True}),
    Sample(
        "actions",
        "一行按钮",
        {
            "body": mark_safe(
                "<button class='button' data-kind='primary'>写入 128 行</button>"
                " <button class='button' data-kind='plain'>返回</button>"
            ),
            "note": "写入后可整次撤销。",
        },
        wide=True,
    ),
)
