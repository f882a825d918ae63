"""The acts, with filters; and the verification."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from suzhi.engines.access.api import actor_of, denial, page, scope, verbs
from suzhi.engines.audit.models import Act
from suzhi.engines.audit.pages.console.words import written
from suzhi.engines.audit.selectors import filtered
from suzhi.engines.audit.verification import verify
from suzhi.kernel.asked import parse_asked_day, parse_page
from suzhi.ui.api import Cell, Column, Option, Row, moment

PER_PAGE = 50

# Acts that are not written by a service.
SIGNS = {
    "accounts.signed_in": gettext_noop("登录"),
    "accounts.signed_out": gettext_noop("退出登录"),
    "accounts.locked": gettext_noop("密码错误过多，暂停登录"),
    "accounts.password_changed": gettext_noop("修改密码"),
    "accounts.second_factor_set": gettext_noop("设置两步验证"),
    "accounts.second_factor_changed": gettext_noop("更换或去除两步验证"),
    "accounts.password_upgraded": gettext_noop("登录时更新密码的存储方式"),
    "audit.sealed": gettext_noop("封存数据"),
}


@page("audit.view")
def index(request: HttpRequest) -> HttpResponse:
    """The acts in reach, latest first."""
    asked = {name: request.GET.get(name, "").strip() for name in ("verb", "who", "first", "last")}
    seen = scope(actor_of(request), "audit.view", Act.objects.all())
    acts = filtered(
        seen, asked["verb"], asked["who"], parse_asked_day(asked["first"]), parse_asked_day(asked["last"])
    )
    listing = Paginator(acts, PER_PAGE).get_page(parse_page(request.GET.get("page")))
    labels = [_("时间"), _("谁"), _("做了什么"), _("对象"), _("说明")]
    context = {
        "listing": listing,
        "columns": [*(Column(label=label) for label in labels), Column(label=_("编号"), named=True)],
        "rows": [_row(act) for act in listing],
        "asked": asked,
        "verbs": _options(asked["verb"]),
        "whole": actor_of(request).everywhere("audit.view"),
    }
    return render(request, "audit/index.html", context)


@page("audit.view")
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Run the verification and show what it found; only for who sees the whole chain."""
    if not actor_of(request).everywhere("audit.view"):
        raise denial("audit.view", subject="audit.chain")
    return render(request, "audit/verdict.html", {"verdict": verify()})


def verb_name(verb: str) -> str:
    """What people read for a verb."""
    return _(str(SIGNS.get(verb) or verbs.get(verb, verb)))


def _options(chosen: str) -> list[Option]:
    known = sorted({**verbs, **SIGNS})
    options = [Option(value=verb, label=verb_name(verb), selected=verb == chosen) for verb in known]
    return [Option(value="", label=_("全部")), *options]


def _row(act: Act) -> Row:
    return Row(
        cells=[
            moment(act.at),
            act.actor_name or _("未登录"),
            Cell(text=verb_name(act.verb), note=act.verb),
            Cell(text=act.subject_label, note=f"{act.subject_type} {act.subject_id or ''}".strip()),
            written(act.detail),
            act.pk,
        ]
    )
