"""Opening, changing and closing accounts. The security administrator's, and nobody else's."""

from __future__ import annotations

import re

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, allow, not_ended, note, service
from suzhi.engines.accounts import lockout, sessions
from suzhi.engines.accounts.credentials import credential_of
from suzhi.engines.accounts.models import Account, SignIn
from suzhi.engines.accounts.passwords import temporary_password
from suzhi.kernel.errors import Denied, Refusal

_USERNAME = re.compile(r"[\w.@+-]{3,60}")


@service("accounts.open", "开立账号")
def open_account(
    *,
    actor: Actor,
    username: str,
    display_name: str,
    password: str = "",
    demo: bool = False,
    person_id: int | None = None,
) -> Account:
    """Open an account. Without a password it gets a temporary one, in ``temporary`` of what is returned."""
    allow(actor, "accounts.manage")
    username, display_name = username.strip(), display_name.strip()
    if not _USERNAME.fullmatch(username):
        raise Refusal(
            "accounts.username", _("登录名须为 3 到 60 个字母、数字或 . _ - @。"), _("请换一个登录名。")
        )
    if not display_name:
        raise Refusal("accounts.name", _("没有填姓名。"), _("请填写使用人的姓名。"))
    if Account.objects.filter(username__iexact=username).exists():
        raise Refusal("accounts.taken", _("登录名“%s”已有人使用。") % username, _("请换一个登录名。"))
    account = Account(username=username, display_name=display_name[:80], demo=demo, person_id=person_id)
    account.must_change_password = not password
    _put_password(account, password)
    account.save()
    note(credential=credential_of(account))
    return account


@service("accounts.set_password", "重置密码")
def set_password(*, actor: Actor, account: Account) -> Account:
    """Give a temporary password, which must be changed at the next sign-in; every session ends."""
    _may_manage(actor, account)
    account.must_change_password = True
    _put_password(account, "")
    account.save(update_fields=["password", "must_change_password"])
    sessions.end(SignIn.objects.filter(account=account), "reset")
    lockout.forget_failures(account.username)
    note(credential=credential_of(account))
    return account


@service("accounts.reset_second_factor", "重置两步验证")
def reset_second_factor(*, actor: Actor, account: Account) -> Account:
    """Take away the second factor, for a lost telephone; it must be set up again at the next sign-in."""
    _may_manage(actor, account)
    Authenticator.objects.filter(user=account).delete()
    sessions.end(SignIn.objects.filter(account=account), "reset")
    note(credential=credential_of(account))
    return account


@service("accounts.suspend", "停用账号")
def suspend_account(*, actor: Actor, account: Account, reason: str) -> Account:
    """The account can sign in no more; what it did stays."""
    _may_manage(actor, account)
    if not reason.strip():
        raise Refusal("accounts.reason", _("没有写停用原因。"), _("请写明原因。"))
    account.is_active = False
    account.save(update_fields=["is_active"])
    sessions.end(SignIn.objects.filter(account=account), "suspended")
    note(reason=reason.strip()[:200], credential=credential_of(account))
    return account


@service("accounts.resume", "恢复账号")
def resume_account(*, actor: Actor, account: Account) -> Account:
    """The account can sign in again."""
    _may_manage(actor, account)
    account.is_active = True
    account.save(update_fields=["is_active"])
    note(credential=credential_of(account))
    return account


@service("accounts.end_sign_in", "结束登录")
def end_sign_in(*, actor: Actor, sign_in: SignIn) -> SignIn:
    """Sign a browser out: one's own, or, by the security administrator, another's."""
    if sign_in.account_id != actor.account_id:
        _may_manage(actor, sign_in.account)
    sessions.end(SignIn.objects.filter(pk=sign_in.pk), "ended")
    return sign_in


def _may_manage(actor: Actor, account: Account) -> None:
    """The account is in reach with all it may do: whoever can reset a password can take the account's place."""
    allow(actor, "accounts.manage", account)
    held = account.grants.filter(not_ended())
    if (
        not actor.everywhere("accounts.manage")
        and held.exclude(unit__in=actor.units("accounts.manage")).exists()
    ):
        raise Refusal(
            "accounts.elsewhere", _("该账号在您的管理范围外还有角色。"), _("请由上级的安全管理员办理。")
        )
    if account.pk == actor.account_id:
        raise Denied("accounts.own", _("不能管理自己的账号。"), _("请由另一位安全管理员办理。"))


def _put_password(account: Account, password: str) -> None:
    if password:
        try:
            validate_password(password, account)
        except ValidationError as error:
            raise Refusal("accounts.password", "".join(error.messages), _("请换一个密码。")) from None
    account.temporary = "" if password else temporary_password()  # type: ignore[attr-defined]
    account.set_password(password or account.temporary)  # type: ignore[attr-defined]
