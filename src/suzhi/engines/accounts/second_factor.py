"""The second factor: its secret sealed at rest, since a copy of the database must not be able to sign in; a code
accepted once, by whichever process; tries counted like those of passwords.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from suzhi.engines.accounts import lockout
from suzhi.engines.accounts.models import Account, UsedCode
from suzhi.kernel import clock, sealing
from suzhi.kernel.errors import Refusal

PURPOSE = "second_factor"
REMEMBERED = timedelta(minutes=10)


class SealedAdapter(DefaultMFAAdapter):
    """Named in the settings as MFA_ADAPTER."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("数字不对。请看验证器现在显示的。")
    }

    def encrypt(self, text: str) -> str:
        sealed, _matched = sealing.seal(settings.FIELD_KEY, PURPOSE, text)
        return urlsafe_b64encode(sealed).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(settings.FIELD_KEY, PURPOSE, urlsafe_b64decode(encrypted_text))


class CountedCode:
    """For forms that take a code of an account: before it is judged the try is counted, and it passes once only."""

    user: Account
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        try:
            number = lockout.begin_try(self.user.username, lockout.address_of(context.request))
        except Refusal as refusal:
            raise ValidationError(str(refusal), code="too_many_login_attempts") from None
        try:
            code = str(super().clean_code())  # type: ignore[misc]
            if not use_once(self.user, code):
                raise ValidationError(_("这组数字已经用过。请等验证器显示下一组。"), code="used_code")
        except ValidationError:
            lockout.failed(number)
            raise
        lockout.passed(number)
        return code


def use_once(account: Account, code: str) -> bool:
    """Mark the code as used; False when it was used before, by whichever process."""
    digest = sha256(f"{account.pk}|{normalize_user_code(code)}".encode()).hexdigest()
    # The same six digits may come again by chance; a code lives for half a minute.
    UsedCode.objects.filter(at__lt=clock.now() - REMEMBERED).delete()
    _mark, made = UsedCode.objects.get_or_create(account=account, code=digest, defaults={"at": clock.now()})
    return made
