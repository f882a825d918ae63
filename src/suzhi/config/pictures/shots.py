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
    Shot("living-plan", "/plans/{plan}/?year={year}", at="[id='c2.3']"),
    Shot("living-plan-phone", "/plans/{plan}/?year={year}", width=PHONE, height=740, at="[id='c2.3.a']"),
    Shot("indicator", _FIGURE + "law-talks/?year={year}"),
    Shot("indicator-phone", _FIGURE + "law-talks/?year={year}", width=PHONE, height=740),
    Shot("indicator-counties", _FIGURE + "book-houses-each-county/?year={year}", at=".tilemap"),
    Shot("indicator-missing", _FIGURE + "above-scale-participation/records/?year={year}&part=missing"),
    Shot("indicator-records", _FIGURE + "law-talks/records/?year={year}"),
    Shot("targets", _FIGURE + "law-talks/targets/"),
    Shot("board", "/units/{county}/figures/?year={year}", at="h2"),
    Shot("settings", "/plans/{plan}/settings/", height=760),
    Shot("duties", "/plans/{plan}/duties/", height=700),
    Shot("plan-reading", "/plans/drafts/", upload="plan.txt"),
    Shot("activities", "/activities/", height=760),
    Shot("activities-phone", "/activities/", width=PHONE, height=740),
    Shot("activity-form", "/activities/new/", account="recorder"),
    Shot("activity-form-phone", "/activities/new/", account="recorder", width=PHONE, height=740),
    Shot("record", "/activities/", follow="main table tbody a"),
    Shot("units", "/units/", height=760),
    Shot("unit", "/units/", follow="main table tbody a"),
    Shot("people", "/people/", height=700),
    Shot("search", "/search/?q=书屋", height=700),
    Shot("import-check", "/imports/new/", upload="activities.zip"),
    Shot("reports", "/reports/", height=600),
    Shot("audit", "/audit/", account="auditor", height=760),
    Shot("accounts", "/security/accounts/", account="security", height=600),
    Shot("account", "/security/accounts/", account="security", follow="main table tbody a", height=760),
    Shot("sign-in", "/accounts/login/", account="", height=480),
)
