"""The second factor's secret is sealed at rest: a copy of the database must not be able to sign in."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from suzhi.kernel import sealing

PURPOSE = "second_factor"


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
