"""How allauth signs people in here: an administrator opens accounts, wrong passwords shut the door."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from suzhi.engines.accounts import lockout, sessions
from suzhi.kernel.errors import Refusal


class ClosedAdapter(DefaultAccountAdapter):
    """The public sign-up form is shut; the lockout is counted in the database, for all processes together."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("登录名或密码不对。"),
        "too_many_login_attempts": _("尝试次数过多，请稍后再试。"),
        "incorrect_password": _("密码不对。"),
        "enter_current_password": _("请输入现在的密码。"),
        "incorrect_code": _("数字不对。"),
        "rate_limited": _("尝试次数过多，请稍后再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            self._try = lockout.begin_try(credentials.get("username", ""), lockout.address_of(request))
        except Refusal as refusal:
            raise ValidationError(str(refusal), code="too_many_login_attempts") from None

    def _rollback_login_failed_rl_usage(self) -> None:
        """Called where the password was right."""
        lockout.passed(self._try)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        lockout.failed(self._try)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail is sent: accounts have none."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just signed in need not say again who they are; the first set-up would ask three times."""
        return context.request is None or not sessions.just_opened(context.request)
