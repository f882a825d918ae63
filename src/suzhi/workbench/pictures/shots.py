"""Which pictures there are. ``{plan}``, ``{county}`` and ``{year}`` are the demo city's."""

from __future__ import annotations

from dataclasses import dataclass

DESK, PHONE = 1280, 360


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: who looks at what, how wide, scrolled to where.

    follow: a link (CSS selector) to open from the page. upload: name of a file of ``papers.py`` that is put into
    the page's file field and sent. send: the button that sends it.
    """

    name: str
    caption: str
    path: str
    account: str = "office"
    width: int = DESK
    height: int = 860
    at: str = ""
    follow: str = ""
    upload: str = ""
    send: str = "main form button[type=submit], main form button:not([type])"


_FIGURE = "/plans/{plan}/figures/"
SHOTS = (
    Shot("living-plan", "活规划", "/plans/{plan}/?year={year}", at="[id='c2.3']"),
    Shot(
        "living-plan-phone",
        "活规划（手机）",
        "/plans/{plan}/?year={year}",
        width=PHONE,
        height=740,
        at="[id='c2.3.a']",
    ),
    Shot("indicator", "指标页", _FIGURE + "law-talks/?year={year}"),
    Shot("indicator-phone", "指标页（手机）", _FIGURE + "law-talks/?year={year}", width=PHONE, height=740),
    Shot("indicator-counties", "各县情况", _FIGURE + "book-houses-each-county/?year={year}", at=".tilemap"),
    Shot(
        "indicator-missing",
        "没有计入的单位",
        _FIGURE + "above-scale-participation/records/?year={year}&part=missing",
    ),
    Shot("indicator-records", "一个数值的记录", _FIGURE + "law-talks/records/?year={year}"),
    Shot("targets", "分解目标", _FIGURE + "law-talks/targets/"),
    Shot("board", "一个单位的全部指标", "/units/{county}/figures/?year={year}", at="h2"),
    Shot("settings", "口径", "/plans/{plan}/settings/", height=760),
    Shot("duties", "事项", "/plans/{plan}/duties/", height=700),
    Shot("plan-reading", "核对读出的规划", "/plans/drafts/", upload="plan.txt"),
    Shot("activities", "活动列表", "/activities/", height=760),
    Shot("activities-phone", "活动列表（手机）", "/activities/", width=PHONE, height=740),
    Shot("activity-form", "登记活动", "/activities/new/", account="chair"),
    Shot(
        "activity-form-phone",
        "登记活动（手机）",
        "/activities/new/",
        account="recorder",
        width=PHONE,
        height=740,
    ),
    Shot("record", "一条记录", "/activities/", follow="main table tbody a"),
    Shot("campaigns", "主题活动", "/campaigns/", height=760),
    Shot("campaign", "一个主题活动", "/campaigns/", follow="main table tbody a", height=900),
    Shot("units", "单位列表", "/units/", height=760),
    Shot("unit", "单位页", "/units/", follow="main table tbody a"),
    Shot("people", "职工列表", "/people/", height=700),
    Shot("search", "查找", "/search/?q=书屋", height=700),
    Shot("import-check", "导入前的检查", "/imports/new/", height=1000, upload="activities.zip"),
    Shot("reports", "报告", "/reports/", height=600),
    Shot("audit", "审计", "/audit/", account="auditor", height=760),
    Shot("accounts", "账号", "/security/accounts/", account="security", height=600),
    Shot(
        "account",
        "一个账号",
        "/security/accounts/",
        account="security",
        follow="main table tbody a",
        height=760,
    ),
    Shot("sign-in", "登录", "/accounts/login/", account="", height=480),
)
