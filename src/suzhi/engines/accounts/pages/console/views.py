"""Accounts and grants, for the security administrator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop
from django.views.decorators.http import require_POST

from suzhi.engines.access.api import Grant, actor_of, denial, end_grant, fetch, grant_role, page, role
from suzhi.engines.accounts import services
from suzhi.engines.accounts.duties import has_totp
from suzhi.engines.accounts.models import Account
from suzhi.engines.accounts.pages.console.forms import AccountForm, GrantForm, ReasonForm
from suzhi.engines.accounts.selectors import accounts
from suzhi.engines.accounts.sessions import open_sign_ins
from suzhi.kernel import clock
from suzhi.kernel.asked import parse_page
from suzhi.kernel.errors import Denied, Refusal
from suzhi.ui.api import Cell, Column, Link, Pair, Row, day, moment

PER_PAGE = 50


@page("accounts.manage")
def index(request: HttpRequest) -> HttpResponse:
    """All accounts in reach."""
    query = request.GET.get("q", "")
    listing = Paginator(accounts(actor_of(request), query), PER_PAGE).get_page(
        parse_page(request.GET.get("page"))
    )
    columns = [
        Column(label=_("登录名")),
        Column(label=_("姓名")),
        Column(label=_("角色")),
        Column(label=_("状态")),
    ]
    rows = [_account_row(account) for account in listing]
    return render(
        request, "accounts/index.html", {"listing": listing, "columns": columns, "rows": rows, "query": query}
    )


@page("accounts.manage")
def enter(request: HttpRequest) -> HttpResponse:
    """Open an account; its temporary password is shown once."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = services.open_account(actor=actor_of(request), **form.cleaned_data)
        except Denied:
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell_password(request, account)
            return redirect("accounts:account", pk=account.pk)
    return render(request, "accounts/new.html", {"form": form, "breadcrumbs": _way(_("开立账号"))})


@page("accounts.manage")
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: roles, second factor, open sign-ins."""
    found = _account(request, pk)
    return _show(request, found, GrantForm(actor_of(request)), ReasonForm())


@page("grants.manage")
@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role."""
    found = _account(request, pk, unheld=True)
    form = GrantForm(actor_of(request), request.POST)
    if form.is_valid():
        role_code = form.cleaned_data.pop("role")
        try:
            grant_role(actor=actor_of(request), account=found, role_code=role_code, **form.cleaned_data)
        except Denied:
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已授予%s。") % role(role_code).label)
            return redirect("accounts:account", pk=pk)
    return _show(request, found, form, ReasonForm())


@page("grants.manage")
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role today."""
    grant = fetch(actor_of(request), "grants.manage", Grant.objects.all(), pk=pk)
    end_grant(actor=actor_of(request), grant=grant)
    messages.success(request, _("已收回%s。") % role(grant.role).label)
    return redirect("accounts:account", pk=grant.account_id)


@page("accounts.manage")
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Reset the password or the second factor, suspend, resume."""
    found, actor = _account(request, pk), actor_of(request)
    if what not in {"password", "suspend", *_PLAIN_ACTS}:
        raise Http404
    if what == "password":
        _tell_password(request, services.set_password(actor=actor, account=found))
    elif what == "suspend":
        services.suspend_account(actor=actor, account=found, reason=request.POST.get("reason", ""))
        messages.success(request, _("已停用。"))
    else:
        action, done = _PLAIN_ACTS[what]
        action(actor=actor, account=found)
        messages.success(request, _(done))
    return redirect("accounts:account", pk=pk)


_PLAIN_ACTS: dict[str, tuple[Callable[..., Any], str]] = {
    "factor": (services.reset_second_factor, _noop("已重置，下次登录时重新设置。")),
    "resume": (services.resume_account, _noop("已恢复。")),
}


def _account(request: HttpRequest, pk: int, unheld: bool = False) -> Account:
    """The account in reach; for giving a first role also one that holds none anywhere."""
    actor = actor_of(request)
    found = accounts(actor).filter(pk=pk).first()
    if found is None and unheld and actor.has("grants.manage"):
        found = Account.objects.filter(pk=pk, grants__isnull=True).first()
    if found is None:
        raise denial("accounts.manage", subject="accounts.account", pk=pk)
    return found


def _show(request: HttpRequest, found: Account, form: GrantForm, reason: ReasonForm) -> HttpResponse:
    shown = accounts(actor_of(request)).filter(pk=found.pk).first() or found
    facts = [
        Pair(label=_("登录名"), value=found.username),
        Pair(label=_("状态"), value=_("在用") if found.is_active else _("已停用")),
        Pair(label=_("两步验证"), value=_("已设置") if has_totp(found) else _("未设置")),
        Pair(label=_("密码"), value=_("临时密码，待修改") if found.must_change_password else _("本人设置")),
        Pair(label=_("上次登录"), value=moment(found.last_login) if found.last_login else _("从未登录")),
    ]
    context = {
        "account": found,
        "facts": facts,
        "grants": [
            (grant, role(grant.role).label, _held(grant)) for grant in getattr(shown, "shown_grants", [])
        ],
        "form": form,
        "reason": reason,
        "sign_ins": open_sign_ins(found),
        "breadcrumbs": _way(str(found)),
    }
    return render(request, "accounts/account.html", context)


def _account_row(account: Account) -> Row:
    held = [role(grant.role).label + "·" + grant.unit.name for grant in account.shown_grants if _holds(grant)]  # type: ignore[attr-defined]
    state = _("在用") if account.is_active else _("已停用")
    link = reverse("accounts:account", args=[account.pk])
    return Row(
        cells=[Cell(text=account.username, href=link), account.display_name, _("、").join(held) or "–", state]
    )


def _holds(grant: Grant) -> bool:
    return grant.valid_from <= clock.today() and (grant.valid_to is None or grant.valid_to >= clock.today())


def _held(grant: Grant) -> str:
    last = day(grant.valid_to) if grant.valid_to else _("长期")
    return f"{day(grant.valid_from)} – {last}"


def _tell_password(request: HttpRequest, account: Account) -> None:
    text = _("临时密码：%s。只显示这一次，请告诉本人，首次登录时须修改。")
    messages.success(request, text % account.temporary)  # type: ignore[attr-defined]


def _way(here: str) -> list[Link]:
    return [Link(label=_("账号"), href=reverse("accounts:list")), Link(label=here, href="", current=True)]
