"""The sign-in library's forms in our words, so that they do not depend on its catalogues."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from suzhi.engines.accounts.second_factor import CountedCode, use_once


def _word(form: forms.Form, labels: dict[str, Any]) -> None:
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # No link to a reset by mail: there is none.
        _word(self, {"login": _("登录名"), "password": _("密码")})


class PasswordForm(ChangePasswordForm):
    """The old password and the new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {"oldpassword": _("现在的密码"), "password1": _("新密码"), "password2": _("再输一次新密码")}
        _word(self, {name: label for name, label in names.items() if name in self.fields})


class CodeForm(CountedCode, AuthenticateForm):
    """The code at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"code": _("6 位数字或恢复码")})


class CodeAgainForm(CountedCode, ReauthenticateForm):
    """The code before a change to the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"code": _("6 位数字或恢复码")})


class ActivateForm(ActivateTOTPForm):
    """The first code, which proves that the telephone has the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"code": _("验证器显示的 6 位数字")})

    def clean_code(self) -> str:
        code = str(super().clean_code())
        use_once(self.user, code)
        return code
